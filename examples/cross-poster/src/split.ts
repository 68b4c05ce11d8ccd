import { graphemeLength } from '@typefed/atproto-client/rich-text'

/** Where a text may be cut, the best place first: after a paragraph, a sentence, a word. */
const SEAMS = [/\n{2,}/g, /(?<=[.!?…])\s+/g, /\s+/g]

/**
 * Cuts a text into parts of at most so many graphemes, each as long as it can be without cutting a paragraph, or else a
 * sentence, or else a word.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (graphemeLength(rest) > limit) {
    const most = firstGraphemes(rest, limit)
    const end = seamWithin(rest, most.length) ?? most.length
    parts.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return rest ? [...parts, rest] : parts
}

/** The last place to cut that leaves at least half of what fits. */
function seamWithin(text: string, length: number): number | undefined {
  for (const seam of SEAMS) {
    const places = Array.from(text.slice(0, length + 1).matchAll(seam), ({ index }) => index)
    const last = places.findLast((place) => place <= length)
    if (last !== undefined && last >= length / 2) return last
  }
  return undefined
}

function firstGraphemes(text: string, count: number): string {
  const graphemes = new Intl.Segmenter().segment(text)
  return Array.from(graphemes, ({ segment }) => segment)
    .slice(0, count)
    .join('')
}
