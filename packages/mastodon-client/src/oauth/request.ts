import { bearer, encodeQuery, kindOf, sendTo, validationError } from '@typefed/core/internal'
import { anything } from '@typefed/core/wire'
import type { OAuthServer } from './server.ts'

/** One request of this room. */
interface OAuthRequest {
  /** The name of the call in error messages. */
  readonly name: string
  /** Sent as a form, which every server takes. Default: a GET. */
  readonly form?: object
  readonly accessToken?: string
  /** The response is not looked at. */
  readonly discard?: boolean
}

/** Sends a request and reads the JSON that comes. Throws as a call does. */
export async function request(server: OAuthServer, url: string, options: OAuthRequest): Promise<unknown> {
  const { name, form, accessToken, discard } = options
  const endpoint = {
    name,
    method: form ? 'POST' : 'GET',
    path: '',
    body: anything(),
    form: (body: object) => Promise.resolve(encodeQuery(body)),
    output: discard ? 'text/plain' : anything(),
  } as const
  const { timeout, signal, fetch: fetchHandler } = server
  const args = { body: form, ...(timeout !== undefined && { timeout }), ...(signal && { signal }) }
  const credentials = accessToken === undefined ? undefined : bearer(accessToken)
  return (await sendTo(url, endpoint, args, fetchHandler, { accept: 'application/json', ...credentials }))
    .data
}

/** Checks that a response has strings under these names, which is all that cannot be done without. */
export function requireStrings<T>(name: string, response: unknown, keys: readonly (keyof T & string)[]): T {
  const fields = (typeof response === 'object' && response !== null ? response : {}) as Record<
    string,
    unknown
  >
  for (const key of keys) {
    const value = fields[key]
    if (typeof value !== 'string')
      throw validationError(`response of ${name}`, [key], 'a string', kindOf(value))
  }
  return fields as T
}
