/** A stretch of text with a meaning; offsets are bytes of UTF-8. */
export interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: ({ $type: string } & Record<string, string>)[]
}

/** Words of a text that are mentions, links and tags. */
export interface Marked {
  /** Handles in the text, each with its DID. */
  mentions?: Record<string, string>
  links?: string[]
  tags?: string[]
}

/** Marks the first place of every given word in `text`. */
export function facets(text: string, marked: Marked): Facet[] {
  const found = [
    ...Object.entries(marked.mentions ?? {}).map(([handle, did]) =>
      facet(text, `@${handle}`, { $type: 'app.bsky.richtext.facet#mention', did }),
    ),
    ...(marked.links ?? []).map((uri) => facet(text, uri, { $type: 'app.bsky.richtext.facet#link', uri })),
    ...(marked.tags ?? []).map((tag) =>
      facet(text, `#${tag}`, { $type: 'app.bsky.richtext.facet#tag', tag }),
    ),
  ]
  return found.sort((a, b) => a.index.byteStart - b.index.byteStart)
}

function facet(text: string, word: string, feature: Facet['features'][number]): Facet {
  const at = text.indexOf(word)
  if (at === -1) throw new Error(`"${word}" does not occur in "${text}"`)
  const byteStart = Buffer.byteLength(text.slice(0, at))
  return { index: { byteStart, byteEnd: byteStart + Buffer.byteLength(word) }, features: [feature] }
}
