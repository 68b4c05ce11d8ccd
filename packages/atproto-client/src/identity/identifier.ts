import { kindOf, validationError } from '@typefed/core/internal'

/** Marks of direction, joiners and other characters without a shape: what comes along when a handle is copied. */
const INVISIBLE = /[\p{Cf}\p{Cc}\s]/gu

/**
 * A handle, DID or e-mail address as it is meant: without a leading @ and without invisible characters, a handle in
 * small letters. Throws ValidationError for what is no string.
 */
export function cleanIdentifier(text: string): string {
  if (typeof text !== 'string') throw validationError('identifier', [], 'a string', kindOf(text))
  const visible = text.replace(INVISIBLE, '').replace(/^@/, '')
  return /^did:|@/.test(visible) ? visible : visible.toLowerCase()
}
