import type {
  Facet,
  FacetLink,
  FacetMention,
  FacetTag,
} from '../generated/lexicons/app.bsky.richtext.facet.ts'
import { readableFacets } from './readable-facets.ts'

/** A part of a text that is shown in one way. */
export interface Segment {
  readonly text: string
  /** What it stands for; nothing if it is plain. Its features may be of kinds that are not known yet. */
  readonly facet?: Facet
  /** The first link among its features. */
  readonly link?: FacetLink
  /** The first mention among its features. */
  readonly mention?: FacetMention
  /** The first hashtag or cashtag among its features. */
  readonly tag?: FacetTag
}

/**
 * Cuts a text where its facets start and end, for showing it. Together the segments are the text, whatever the facets.
 *
 * Facets come from others and may be wrong. Of two that overlap the first stays, one that reaches beyond the text ends
 * with it, and one that is empty, covers nothing but space or cuts a character in two is left out.
 */
export function segments(text: string, facets: readonly Facet[] = []): Segment[] {
  const parts: Segment[] = []
  let last = 0
  for (const { facet, start, end } of readableFacets(text, facets)) {
    if (text.slice(start, end).trim() === '') continue
    if (start > last) parts.push({ text: text.slice(last, start) })
    parts.push({ text: text.slice(start, end), facet, ...featuresOf(facet) })
    last = end
  }
  if (last < text.length) parts.push({ text: text.slice(last) })
  return parts
}

function featuresOf({ features }: Facet): Omit<Segment, 'text' | 'facet'> {
  const found: { link?: FacetLink; mention?: FacetMention; tag?: FacetTag } = {}
  for (const feature of features) {
    switch (feature.$type) {
      case 'app.bsky.richtext.facet#link':
        found.link ??= feature
        break
      case 'app.bsky.richtext.facet#mention':
        found.mention ??= feature
        break
      case 'app.bsky.richtext.facet#tag':
        found.tag ??= feature
        break
      default:
    }
  }
  return found
}
