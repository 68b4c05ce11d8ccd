import { validationError } from '../errors/validation-error.ts'

/**
 * The `Authorization` header of a token. `fetch` repeats a header that it cannot send in its error, so it must not get
 * one.
 *
 * Throws ValidationError for a string that cannot be a token.
 *
 * @param option the name of the option that it was given as
 */
export function bearer(token: string, option: string = 'accessToken'): { authorization: string } {
  if (/^[\x21-\x7e]+$/.test(token)) return { authorization: `Bearer ${token}` }
  throw validationError(
    'options',
    [option],
    'a token without spaces',
    token ? 'another string' : 'an empty string',
  )
}

/**
 * Puts headers together, their names in lower case; the later ones win. Throws ValidationError, without the value, for
 * one that cannot be sent.
 */
export function joinHeaders(
  ...parts: readonly (Record<string, string> | undefined)[]
): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const part of parts) {
    for (const name in part) {
      const value = part[name]
      if (value === undefined) continue
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
        throw validationError('headers', [name], 'a header that can be sent', 'another string')
      }
      joined[name.toLowerCase()] = String(value)
    }
  }
  return joined
}

/**
 * Reads the address of a server. Throws ValidationError, without the value, for one without `https://` or `http://`, and
 * one with a user or a password.
 *
 * @param option its name: `url`
 */
export function readServerUrl(option: string, url: string): URL {
  const parsed = URL.parse(url)
  if (parsed && /^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password) return parsed
  const received = parsed?.username || parsed?.password ? 'one with a user or a password' : 'another string'
  const hint = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/?$/.test(url) ? `: put https:// in front of it` : ''
  throw validationError('options', [option], 'an address such as https://server.example', received + hint)
}
