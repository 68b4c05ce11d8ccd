import { misfit } from '../errors/validation-error.ts'

/**
 * The value of the `Authorization` header. `fetch` repeats a header that it cannot send in its error, so it must not get
 * one.
 *
 * Throws ValidationError for a text that cannot be a token.
 */
export function bearer(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`
  throw misfit('headers', ['accessToken'], 'a token without spaces', token ? 'another text' : 'an empty text')
}

/**
 * Puts headers together; the later ones win, however their names are written. Throws ValidationError, without the value,
 * for one that cannot be sent.
 */
export function joinHeaders(
  ...parts: readonly (Record<string, string> | undefined)[]
): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const part of parts) {
    for (const name in part) {
      const value = String(part[name])
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
        throw misfit('headers', [name], 'a text that can stand in a header', 'another text')
      }
      joined[name.toLowerCase()] = value
    }
  }
  return joined
}
