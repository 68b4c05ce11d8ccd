import { isValidationError } from '@typefed/core'
import { validate } from '@typefed/core/wire'
import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Facet, facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'
import type { RichText } from './rich-text.ts'
import { segments } from './segments.ts'
import { TextBuilder } from './text-builder.ts'

const DID = 'did:plc:z72i7hdynmk6r22z27h6tvur'

function errorOf(make: () => unknown): string {
  try {
    make()
  } catch (error) {
    if (isValidationError(error)) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

test('builds a text with facets, one call after another', () => {
  const builder = new TextBuilder()
    .text('Héllo ')
    .mention('@alice.test', DID)
    .text(' ')
    .link('read 🦋', 'https://example.com')
    .tag('#dogs')
    .tag('cats', 'Cats')
    .cashtag('aapl')
  const facets = [
    [7, 18, { $type: 'app.bsky.richtext.facet#mention', did: DID }],
    [19, 28, { $type: 'app.bsky.richtext.facet#link', uri: 'https://example.com' }],
    [28, 33, { $type: 'app.bsky.richtext.facet#tag', tag: 'dogs' }],
    [33, 37, { $type: 'app.bsky.richtext.facet#tag', tag: 'Cats' }],
    [37, 42, { $type: 'app.bsky.richtext.facet#tag', tag: '$AAPL' }],
  ].map(([byteStart, byteEnd, feature]) => ({
    $type: 'app.bsky.richtext.facet',
    index: { byteStart, byteEnd },
    features: [feature],
  }))
  expect(builder.buildText()).toBe('Héllo @alice.test read 🦋#dogscats$aapl')
  expect(builder.buildFacets()).toEqual(facets)
  expect(builder.build()).toEqual({ text: builder.buildText(), facets })
})

test('leaves facets out where there are none', () => {
  expect(new TextBuilder().text('plain').build()).toEqual({ text: 'plain' })
  expect(new TextBuilder().build()).toEqual({ text: '' })
})

test('gives a copy: what was built does not change when more is added', () => {
  const builder = new TextBuilder().tag('#a')
  const built = builder.build()
  builder.tag('#b')
  built.facets?.pop()
  expect(builder.buildFacets()).toHaveLength(2)
})

describe('refuses', () => {
  const builder = () => new TextBuilder().text('kept')
  test.each([
    [
      'a tag of 65 graphemes',
      () => builder().tag('x', '🦋'.repeat(65)),
      /tag is not valid: tag: .*64 graphemes/,
    ],
    [
      'a tag of 641 bytes',
      () => builder().tag('x', 'e\u0301\u0302'.repeat(129)),
      /tag is not valid: tag: .*640 bytes/,
    ],
    ['a tag of nothing', () => builder().tag('#'), /tag is not valid: tag: expected at least one character/],
    [
      'what is no DID',
      () => builder().mention('@a.test', 'a.test'),
      /mention is not valid: did: expected a DID/,
    ],
    [
      'a URI without a scheme',
      () => builder().link('x', 'example.com'),
      /link is not valid: uri: expected a URI/,
    ],
    ['a URI with a space', () => builder().link('x', 'https://a b'), /link is not valid: uri/],
    ['a text that is no URI, for one', () => builder().link('example.com'), /link is not valid: uri/],
    [
      'a facet with no text',
      () => builder().link('', 'https://a.com'),
      /link is not valid: text: expected a text/,
    ],
    ['a facet with nothing but space', () => builder().mention(' \n', DID), /mention is not valid: text/],
    ['a cashtag that starts in a digit', () => builder().cashtag('1A'), /cashtag is not valid/],
    ['a cashtag of six letters', () => builder().cashtag('$ABCDEF'), /cashtag is not valid/],
  ])('%s', (_, make, message) => {
    expect(errorOf(make)).toMatch(message)
  })

  test('without adding anything', () => {
    const kept = builder()
    errorOf(() => kept.tag('#x', 'a'.repeat(65)))
    expect(kept.build()).toEqual({ text: 'kept' })
  })
})

test('takes a tag of 64 graphemes', () => {
  const tag = '🦋'.repeat(64)
  expect(new TextBuilder().tag(`#${tag}`).buildFacets()[0]?.features).toEqual([
    { $type: 'app.bsky.richtext.facet#tag', tag },
  ])
})

test('its facets cover their texts and are what the lexicon allows, whatever the texts', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))
  const piece = fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.array(unit, { minLength: 1 }).map((units) => units.join('')),
    )
    .filter((text) => text.trim() !== '' && text.length <= 64)
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.constantFrom('text', 'link', 'tag', 'mention'))), (pieces) => {
      const builder = new TextBuilder()
      for (const [text, kind] of pieces) {
        if (kind === 'text') builder.text(text)
        else if (kind === 'link') builder.link(text, 'https://a.com')
        else if (kind === 'tag') builder.tag(text, text)
        else builder.mention(text, DID)
      }
      const { text, facets = [] } = builder.build()
      expect(text).toBe(pieces.map(([text]) => text.toWellFormed()).join(''))
      for (const one of facets) expect(validate(facet, one, 'strict')).toBeUndefined()
      const shown = segments(text, facets).flatMap((segment) => (segment.facet ? segment.text : []))
      expect(shown).toEqual(pieces.flatMap(([text, kind]) => (kind === 'text' ? [] : text.toWellFormed())))
    }),
  )
})

test('types', () => {
  expectTypeOf(new TextBuilder().build()).toEqualTypeOf<RichText>()
  expectTypeOf(new TextBuilder().buildFacets()).toEqualTypeOf<Facet[]>()
  // @ts-expect-error -- a mention needs a DID
  expect(() => new TextBuilder().mention('@a.test')).toThrow('did')
})
