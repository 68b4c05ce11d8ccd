import { bearer, encodeQuery } from '@typefed/core/internal'
import { sendTo } from '@typefed/core/pipeline'
import { anything, object, string } from '@typefed/core/wire'
import type { OAuthServer } from './server.ts'

/** One request of this room. */
interface OAuthRequest {
  /** The name of the call in error messages. */
  readonly name: string
  /** Sent as a form, which every server takes. Default: a GET. */
  readonly form?: object
  readonly accessToken?: string
  /** The fields that the response must have, all of them strings. Default: the response is not looked at. */
  readonly strings?: readonly string[]
}

/** Sends a request and reads the JSON that comes. Throws as a call does. */
export async function request(server: OAuthServer, url: string, options: OAuthRequest): Promise<unknown> {
  const { name, form, accessToken, strings } = options
  const endpoint = {
    name,
    method: form ? 'POST' : 'GET',
    path: '',
    body: anything(),
    form: (body: object) => Promise.resolve(encodeQuery(body)),
    output: strings ? object(() => Object.fromEntries(strings.map((key) => [key, string()]))) : 'text/plain',
  } as const
  const { timeout, signal, fetch: fetchHandler } = server
  const args = { body: form, ...(timeout !== undefined && { timeout }), ...(signal && { signal }) }
  const credentials = accessToken === undefined ? undefined : bearer(accessToken)
  return (await sendTo(url, endpoint, args, fetchHandler, { accept: 'application/json', ...credentials }))
    .data
}
