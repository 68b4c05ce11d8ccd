import { send, ValidationError } from '@typefed/core'
import { encodeQuery } from '../rest/form.ts'
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

const DEFAULT_TIMEOUT = 30_000

/** Sends a request and reads the JSON that comes. Throws as core's `send` does, and ValidationError for other answers. */
export function request(server: OAuthServer, url: string, options: OAuthRequest): Promise<unknown> {
  const { what, form, accessToken, secrets = [], discard } = options
  const fetchOnce = server.fetch ?? ((url, init) => fetch(url, init))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (form) headers['content-type'] = 'application/x-www-form-urlencoded'
  if (accessToken !== undefined) headers['authorization'] = `Bearer ${requireToken(what, accessToken)}`
  return send({
    what,
    timeout: server.timeout ?? DEFAULT_TIMEOUT,
    signal: server.signal,
    send: async (signal) => {
      const response = await fetchOnce(url, {
        method: form ? 'POST' : 'GET',
        headers,
        signal: signal ?? null,
        // A form with secrets must not follow a redirect to another host.
        ...(form && { body: encodeQuery(form), redirect: 'manual' }),
      })
      return response.status >= 300 ? withoutSecrets(response, secrets) : response
    },
    read: async (response) => {
      const text = await response.text()
      return discard ? undefined : parseJson(what, text)
    },
  })
}

/** Checks that an answer has texts under these names, which is all that cannot be done without. */
export function requireTexts<T>(what: string, answer: unknown, names: readonly (keyof T & string)[]): T {
  const fields = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  for (const name of names) {
    if (typeof fields[name] !== 'string') throw invalid(what, [name], 'a string', typeof fields[name])
  }
  return fields as T
}

export function invalid(what: string, path: string[], expected: string, received: string): ValidationError {
  return new ValidationError(what, [
    { path, expected, received, message: `expected ${expected}, got ${received}` },
  ])
}

function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(`answer to ${what}`, [], 'JSON', text === '' ? 'an empty body' : 'a body that is not JSON')
  }
}

/** `fetch` repeats a header that it cannot send in its error, so it must not get one. */
function requireToken(what: string, token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw invalid(`input of ${what}`, ['accessToken'], 'a token', 'a text with spaces or control characters')
}

/** A refusal whose text does not repeat what was sent. */
async function withoutSecrets(response: Response, secrets: readonly string[]): Promise<Response> {
  let text = await response.text()
  for (const secret of secrets.filter(Boolean)) {
    text = text.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]')
  }
  const { status, statusText, headers } = response
  return new Response(text || null, { status, statusText, headers })
}
