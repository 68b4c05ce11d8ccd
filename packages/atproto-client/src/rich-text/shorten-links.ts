import { utf8Length } from '@typefed/core/wire'
import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'
import { readableFacets } from './readable-facets.ts'
import type { RichText } from './rich-text.ts'

const MAX_PATH = 15
const SHORT_PATH = 13

/**
 * Shortens the addresses that are shown for links, as the official app does before it sends a post:
 * `https://example.com/articles/2026/spring` is shown as `example.com/articles/202...`. What they link to stays.
 *
 * Only the text of a link that is an http or https address itself is changed. Facets that cannot be shown are left
 * out, as `segments` does.
 */
export function shortenLinks({ text, facets }: RichText): RichText {
  if (!facets) return { text }
  let shortened = ''
  let bytes = 0
  let last = 0
  const moved: Facet[] = []
  const append = (part: string) => {
    shortened += part
    bytes += utf8Length(part)
  }
  for (const { facet, start, end } of readableFacets(text, facets)) {
    append(text.slice(last, start))
    const byteStart = bytes
    const shown = text.slice(start, end)
    append(isLink(facet) ? shortAddress(shown) : shown)
    moved.push({ ...facet, index: { ...facet.index, byteStart, byteEnd: bytes } })
    last = end
  }
  append(text.slice(last))
  return { text: shortened, facets: moved }
}

function isLink({ features }: Facet): boolean {
  return features.some(({ $type }) => $type === 'app.bsky.richtext.facet#link')
}

/** The host and the start of the path; the address itself if it is not of the web. */
function shortAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return address
  const path = (url.pathname === '/' ? '' : url.pathname) + url.search + url.hash
  return url.host + (path.length > MAX_PATH ? `${path.slice(0, SHORT_PATH)}...` : path)
}
