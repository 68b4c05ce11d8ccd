import { isUri } from '@typefed/core/lexicon'
import { hasKnownTld } from './tlds.ts'

const WITH_SCHEME = /https?:\/\/\S/iy
const DOMAIN = /[a-z][a-z0-9]*(?:\.[a-z0-9]+)+/iy
const SPACE = /\s/g

/** What stands where a link may start: up to the next space, so that no other link starts within it. */
export interface LinkRun {
  /** UTF-16 units. */
  readonly end: number
  readonly link?: { readonly uri: string; readonly end: number } | undefined
}

/** Reads from a letter on. Nothing if this does not look like a link. */
export function readLink(text: string, start: number): LinkRun | undefined {
  let wordEnd = start + 1
  while (isAlphanumeric(text.charCodeAt(wordEnd))) wordEnd++
  // Most words end here; a look at one more character saves most of the matching.
  const after = text.charCodeAt(wordEnd)
  if (after === 0x3a) {
    if (!matchAt(WITH_SCHEME, text, start)) return undefined
    const end = spaceAfter(text, start)
    return text.startsWith('http', start) ? { end, link: trim(text, start, end, '') } : { end }
  }
  const domain = after === 0x2e ? matchAt(DOMAIN, text, start) : undefined
  if (domain === undefined) return undefined
  const end = spaceAfter(text, start)
  return hasKnownTld(domain) ? { end, link: trim(text, start, end, 'https://') } : { end }
}

/** Leaves out one mark at the end, and a parenthesis that was opened before the link. */
function trim(text: string, start: number, end: number, scheme: string): LinkRun['link'] {
  let last = end
  if ('.,;:!?'.includes(text.charAt(last - 1))) last--
  if (text.charAt(last - 1) === ')' && !text.slice(start, last).includes('(')) last--
  const uri = scheme + text.slice(start, last)
  // Nothing may be left of it: `https://.`
  return isUri(uri) ? { uri, end: last } : undefined
}

function matchAt(expression: RegExp, text: string, start: number): string | undefined {
  expression.lastIndex = start
  return expression.exec(text)?.[0]
}

function spaceAfter(text: string, start: number): number {
  SPACE.lastIndex = start
  return SPACE.exec(text)?.index ?? text.length
}

function isAlphanumeric(unit: number): boolean {
  return (unit > 0x60 && unit < 0x7b) || (unit > 0x2f && unit < 0x3a) || (unit > 0x40 && unit < 0x5b)
}
