import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'
import type { RichText } from '../rich-text/rich-text.ts'

/** What can be posted: a text, a text with facets, or anything that builds one, such as a TextBuilder. */
export type Postable = string | RichText | { build(): RichText }

/** Finds mentions, links and tags in a text. */
export type DetectFacets = (
  text: string,
) => readonly Facet[] | undefined | Promise<readonly Facet[] | undefined>

export interface TextOptions {
  /** Mentions, links and tags of the text, by the bytes of its UTF-8. Default: those that the text comes with. */
  facets?: readonly Facet[]
  /** Finds the facets of a plain string that has none. Default of functions: none; of methods: `detectFacets`. */
  detect?: DetectFacets
}

/** The text and the facets of what shall be posted. */
export async function richTextOf(post: Postable, { facets, detect }: TextOptions): Promise<RichText> {
  const isPlain = typeof post === 'string'
  const rich = isPlain ? { text: post } : 'build' in post ? post.build() : post
  const found = facets ?? rich.facets ?? (isPlain ? await detect?.(rich.text) : undefined)
  return { text: rich.text, ...(found && { facets: [...found] }) }
}
