import { utf8Length } from '@typefed/core/wire'
import type { Entity } from './entity.ts'
import { readLink } from './read-link.ts'
import { tagIn, tagRun } from './read-tag.ts'
import { hasKnownTld } from './tlds.ts'

const HANDLE = /[a-zA-Z0-9.-]+\b/y
const TICKER = /[A-Za-z][A-Za-z0-9]{0,4}(?=\s|$|[.,;:!?)"'\u2019])/y
const SPACE = /\s/

/**
 * Finds mentions, links, hashtags and cashtags in a text, in the order of where they start. Asks nobody.
 *
 * It agrees with the official app, but for what is plainly wrong there: see docs/decisions/rich-text.md. As there,
 * entities may overlap: a hashtag may hold a mention in parentheses, `#tag(@alice.test)`.
 *
 * A lone surrogate is taken for U+FFFD, which is what becomes of it in UTF-8.
 */
export function findEntities(text: string): Entity[] {
  return new Finder(text.toWellFormed()).find()
}

/** One pass over a text, which counts the bytes as it goes. */
class Finder {
  readonly #text: string
  readonly #found: Entity[] = []
  /** Where the last link ends. */
  #linkEnd = 0
  /** No link starts before this, and no tag before that: it would start within another. */
  #nextLink = 0
  #nextTag = 0

  constructor(text: string) {
    this.#text = text
  }

  find(): Entity[] {
    const text = this.#text
    let bytes = 0
    /** Only what follows a space or an opening bracket, or nothing, starts something. */
    let opener: number | undefined = 0x20
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (opener !== undefined) this.#read(at, bytes, unit, opener)
      if (unit < 0x80) {
        bytes++
        opener = unit === 0x20 || unit === 0x28 || unit === 0x5b || (unit > 8 && unit < 14) ? unit : undefined
      } else {
        // Each half of a surrogate pair counts two.
        bytes += unit < 0x800 || (unit > 0xd7ff && unit < 0xe000) ? 2 : 3
        opener = (unit <= 0x3000 || unit === 0xfeff) && SPACE.test(text.charAt(at)) ? unit : undefined
      }
    }
    return this.#found
  }

  #read(at: number, byteStart: number, unit: number, opener: number): void {
    if (unit === 0x23 || unit === 0xff03) this.#readTag(at, byteStart, opener)
    else if (opener === 0x5b) return
    else if (unit === 0x40) this.#readMention(at, byteStart)
    else if (unit === 0x24) this.#readCashtag(at, byteStart)
    else if ((unit > 0x60 && unit < 0x7b) || (unit > 0x40 && unit < 0x5b)) this.#readLink(at, byteStart)
  }

  #readMention(start: number, byteStart: number): void {
    const handle = matchAt(HANDLE, this.#text, start + 1)
    if (handle === undefined || !(hasKnownTld(handle) || handle.endsWith('.test'))) return
    const size = handle.length + 1
    this.#found.push({
      type: 'mention',
      start,
      end: start + size,
      byteStart,
      byteEnd: byteStart + size,
      handle,
    })
  }

  #readCashtag(start: number, byteStart: number): void {
    const ticker = matchAt(TICKER, this.#text, start + 1)
    if (ticker === undefined) return
    const size = ticker.length + 1
    const tag = `$${ticker.toUpperCase()}`
    this.#found.push({ type: 'cashtag', start, end: start + size, byteStart, byteEnd: byteStart + size, tag })
  }

  #readLink(start: number, byteStart: number): void {
    if (start < this.#nextLink) return
    const run = readLink(this.#text, start)
    if (!run) return
    this.#nextLink = run.end
    if (!run.link) return
    const { uri, end } = run.link
    this.#linkEnd = end
    this.#found.push({
      type: 'link',
      start,
      end,
      byteStart,
      byteEnd: this.#byteEnd(start, end, byteStart),
      uri,
    })
  }

  #readTag(start: number, byteStart: number, opener: number): void {
    const bracket = opener === 0x28 || opener === 0x5b ? String.fromCharCode(opener) : ''
    if (start < this.#nextTag || (bracket && start < this.#linkEnd)) return
    const run = tagRun(this.#text, start + 1, bracket)
    this.#nextTag = start + 1 + run.length
    const tag = tagIn(run)
    if (tag === undefined) return
    const end = start + 1 + tag.length
    this.#found.push({
      type: 'tag',
      start,
      end,
      byteStart,
      byteEnd: this.#byteEnd(start, end, byteStart),
      tag,
    })
  }

  #byteEnd(start: number, end: number, byteStart: number): number {
    return byteStart + utf8Length(this.#text.slice(start, end))
  }
}

function matchAt(expression: RegExp, text: string, start: number): string | undefined {
  expression.lastIndex = start
  return expression.exec(text)?.[0]
}
