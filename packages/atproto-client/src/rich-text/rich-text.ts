import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'

/** A text and what parts of it stand for, as records of posts, profiles and messages hold them. */
export interface RichText {
  text: string
  /** Their offsets count bytes of the text as UTF-8. */
  facets?: Facet[]
}
