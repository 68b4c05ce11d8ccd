import { utf8Length } from '@typefed/core/wire'
import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'

/** A facet, and where it stands in UTF-16 units. */
export interface ReadableFacet {
  readonly facet: Facet
  readonly start: number
  readonly end: number
}

/**
 * The facets that can be shown, in the order of the text, none of them over another: of two that overlap the one that
 * starts first stays, and of two that start together the one that stands first in the list. What reaches beyond the
 * text ends with it. Left out is what is empty, starts after the text or within a character, or ends within one.
 */
export function readableFacets(text: string, facets: readonly Facet[]): ReadableFacet[] {
  const bytes = utf8Length(text)
  const unitAt = unitIndex(text, bytes)
  const readable: ReadableFacet[] = []
  let last = 0
  for (const facet of facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart)) {
    const start = unitAt(facet.index.byteStart)
    const end = unitAt(Math.min(facet.index.byteEnd, bytes))
    if (start === undefined || end === undefined || start < last || end <= start) continue
    readable.push({ facet, start, end })
    last = end
  }
  return readable
}

/** Tells the index in UTF-16 units that a number of bytes is; `undefined` within a character and outside the text. */
function unitIndex(text: string, bytes: number): (offset: number) => number | undefined {
  if (bytes === text.length) return (offset) => (isOffset(offset, bytes) ? offset : undefined)
  const units = new Int32Array(bytes + 1).fill(-1)
  let unit = 0
  let byte = 0
  for (const character of text) {
    units[byte] = unit
    unit += character.length
    byte += utf8Length(character)
  }
  units[byte] = unit
  return (offset) => {
    const index = isOffset(offset, bytes) ? units[offset] : -1
    return index === -1 ? undefined : index
  }
}

function isOffset(offset: number, bytes: number): boolean {
  return Number.isInteger(offset) && offset >= 0 && offset <= bytes
}
