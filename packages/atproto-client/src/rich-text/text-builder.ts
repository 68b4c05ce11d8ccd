import { requireValid, validationError } from '@typefed/core/internal'
import { type Schema, utf8Length } from '@typefed/core/wire'
import {
  type Facet,
  facetLink,
  facetMention,
  facetTag,
} from '../generated/lexicons/app.bsky.richtext.facet.ts'
import type { RichText } from './rich-text.ts'

const TICKER = /^[A-Za-z][A-Za-z0-9]{0,4}$/

/**
 * Builds a rich text piece by piece.
 *
 * Its methods throw ValidationError for what the lexicon of facets refuses, and for a facet that no text would show.
 * How long the whole text may be depends on what it is for, and is not looked at. A lone surrogate becomes U+FFFD.
 *
 * @example
 * const text = new TextBuilder()
 *   .text('Hello ')
 *   .mention('@alice.bsky.social', 'did:plc:z72i7hdynmk6r22z27h6tvur')
 *   .text(', read ')
 *   .link('this', 'https://example.com')
 *   .build()
 */
export class TextBuilder {
  #text = ''
  /** Of UTF-8. */
  #bytes = 0
  readonly #facets: Facet[] = []

  /** Adds plain text. */
  text(text: string): this {
    const wellFormed = text.toWellFormed()
    this.#text += wellFormed
    this.#bytes += utf8Length(wellFormed)
    return this
  }

  /** Adds a mention of an account: whatever text, usually `@` and its handle. */
  mention(text: string, did: string): this {
    return this.#add('mention', text, facetMention, { $type: 'app.bsky.richtext.facet#mention', did })
  }

  /** Adds a link. `uri` must have a scheme. */
  link(text: string, uri: string = text): this {
    return this.#add('link', text, facetLink, { $type: 'app.bsky.richtext.facet#link', uri })
  }

  /**
   * Adds a hashtag.
   *
   * @param tag without the `#`, at most 64 graphemes and 640 bytes. Default: the text without a `#` before it.
   */
  tag(text: string, tag: string = text.replace(/^[#＃]/, '')): this {
    if (tag === '') throw validationError('tag', ['tag'], 'at least one character', 'none')
    return this.#add('tag', text, facetTag, {
      $type: 'app.bsky.richtext.facet#tag',
      tag: tag.toWellFormed(),
    })
  }

  /** Adds a cashtag, as a tag: `AAPL` or `$AAPL`; a letter and at most four letters or digits. */
  cashtag(ticker: string): this {
    const name = ticker.replace(/^\$/, '')
    if (!TICKER.test(name)) {
      throw validationError('cashtag', [], 'a letter and at most four letters or digits', 'other characters')
    }
    return this.tag(`$${name}`, `$${name.toUpperCase()}`)
  }

  /** What was added, as plain text. */
  buildText(): string {
    return this.#text
  }

  /** The facets of what was added, in the order of the text. */
  buildFacets(): Facet[] {
    return structuredClone(this.#facets)
  }

  /** Both, as records hold them; `facets` is left out if there are none. */
  build(): RichText {
    const text = this.#text
    return this.#facets.length > 0 ? { text, facets: this.buildFacets() } : { text }
  }

  #add(what: string, text: string, schema: Schema<unknown>, feature: Facet['features'][number]): this {
    requireValid(what, schema, feature)
    if (text.trim() === '') throw validationError(what, ['text'], 'a text that can be seen', 'an empty one')
    const byteStart = this.#bytes
    this.text(text)
    this.#facets.push({
      $type: 'app.bsky.richtext.facet',
      index: { byteStart, byteEnd: this.#bytes },
      features: [feature],
    })
    return this
  }
}
