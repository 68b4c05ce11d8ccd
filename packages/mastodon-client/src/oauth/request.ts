import { DEFAULT_TIMEOUT, misfit, parseJson, send } from '@typefed/core'
import { bearer, encodeQuery } from '@typefed/core/rest-client'
import type { OAuthServer } from './server.ts'

/** One request of this room. */
interface OAuthRequest {
  /** The name of the call in error messages. */
  readonly what: string
  /** Sent as a form, which every server takes. Default: a GET. */
  readonly form?: object
  readonly accessToken?: string
  /** What no error may repeat. */
  readonly secrets?: readonly string[]
  /** Nothing in the answer is of use, whatever it is. */
  readonly discard?: boolean
}

/** Sends a request and reads the JSON that comes. Throws as core's `send` does, and ValidationError for other answers. */
export function request(server: OAuthServer, url: string, options: OAuthRequest): Promise<unknown> {
  const { what, form, accessToken, secrets = [], discard } = options
  const fetchOnce = server.fetch ?? ((url, init) => fetch(url, init))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (form) headers['content-type'] = 'application/x-www-form-urlencoded'
  if (accessToken !== undefined) headers['authorization'] = bearer(accessToken)
  return send({
    what,
    timeout: server.timeout ?? DEFAULT_TIMEOUT,
    signal: server.signal,
    secrets,
    send: (signal) =>
      fetchOnce(url, {
        method: form ? 'POST' : 'GET',
        headers,
        signal: signal ?? null,
        // A form with secrets must not follow a redirect to another host.
        ...(form && { body: encodeQuery(form), redirect: 'manual' }),
      }),
    read: async (response) => {
      const text = await response.text()
      return discard ? undefined : parseJson(`answer to ${what}`, text)
    },
  })
}

/** Checks that an answer has texts under these names, which is all that cannot be done without. */
export function requireTexts<T>(what: string, answer: unknown, names: readonly (keyof T & string)[]): T {
  const fields = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  for (const name of names) {
    if (typeof fields[name] !== 'string') throw misfit(what, [name], 'a string', typeof fields[name])
  }
  return fields as T
}
