import { graphemeLength, utf8Length } from '@typefed/core/wire'
import type { RichText } from './rich-text.ts'

export interface TruncateOptions {
  /** What a text that is cut ends in; counts as a part of it. Default: nothing. */
  readonly ellipsis?: string
  /** Of UTF-8. Default: no limit. A post may have 3000. */
  readonly maxBytes?: number
}

/**
 * Cuts a text to at most so many graphemes, and its facets with it: one that was cut covers what is left of its text,
 * and one that nothing is left of is gone. A text that is short enough is given back as it is.
 *
 * Throws RangeError if the ellipsis itself is too long.
 *
 * @example
 * truncate({ text, facets }, 300, { ellipsis: '…' })
 */
export function truncate(rich: RichText, maxGraphemes: number, options: TruncateOptions = {}): RichText {
  const { ellipsis = '', maxBytes = Infinity } = options
  const { text } = rich
  if (fits(text, maxGraphemes, maxBytes)) return rich
  const room = maxGraphemes - graphemeLength(ellipsis)
  const byteRoom = maxBytes - utf8Length(ellipsis)
  if (!(room >= 0 && byteRoom >= 0)) throw new RangeError('the ellipsis is longer than the text may be')
  const start = firstGraphemes(text, room, byteRoom)
  const kept = ellipsis === '' ? start : start.trimEnd()
  const bytes = utf8Length(kept)
  const facets = rich.facets?.flatMap((facet) => {
    const { byteStart, byteEnd } = facet.index
    if (byteStart >= bytes) return []
    return byteEnd <= bytes ? facet : { ...facet, index: { ...facet.index, byteEnd: bytes } }
  })
  return { text: kept + ellipsis, ...(facets && { facets }) }
}

function fits(text: string, maxGraphemes: number, maxBytes: number): boolean {
  return utf8Length(text) <= maxBytes && (text.length <= maxGraphemes || graphemeLength(text) <= maxGraphemes)
}

/** As many whole graphemes as there is room for. */
function firstGraphemes(text: string, maxGraphemes: number, maxBytes: number): string {
  let end = 0
  let bytes = 0
  let count = 0
  for (const { segment, index } of new Intl.Segmenter().segment(text)) {
    bytes += utf8Length(segment)
    if (++count > maxGraphemes || bytes > maxBytes) break
    end = index + segment.length
  }
  return text.slice(0, end)
}
