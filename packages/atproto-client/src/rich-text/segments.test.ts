import { RichText } from '@atproto/api'
import { asUnknown } from '@typefed/core/lexicon'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'
import { segments } from './segments.ts'

const tag = (byteStart: number, byteEnd: number, tag = 'x'): Facet => ({
  index: { byteStart, byteEnd },
  features: [{ $type: 'app.bsky.richtext.facet#tag', tag }],
})
/** `[…]` around what has a facet. */
const shown = (text: string, facets: Facet[]) =>
  segments(text, facets)
    .map(({ text, facet }) => (facet ? `[${text}]` : text))
    .join('|')

test('cuts a text where its facets start and end', () => {
  const [plain, link, ...rest] = segments('see a.com', [
    {
      index: { byteStart: 4, byteEnd: 9 },
      features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://a.com' }],
    },
  ])
  expect(plain).toEqual({ text: 'see ' })
  expect(link).toMatchObject({ text: 'a.com', link: { uri: 'https://a.com' } })
  expect(rest).toEqual([])
})

test('tells the first feature of each kind, and keeps unknown ones', () => {
  const did = 'did:plc:a'
  const facet: Facet = {
    index: { byteStart: 0, byteEnd: 1 },
    features: [
      asUnknown({ $type: 'com.example.bold' }),
      { $type: 'app.bsky.richtext.facet#mention', did },
      { $type: 'app.bsky.richtext.facet#tag', tag: 'a' },
      { $type: 'app.bsky.richtext.facet#tag', tag: 'b' },
    ],
  }
  expect(segments('x', [facet])).toEqual([
    { text: 'x', facet, mention: facet.features[1], tag: facet.features[2] },
  ])
})

test.each<[string, string, Facet[], string]>([
  ['no facets', 'abc', [], 'abc'],
  ['no text', '', [tag(0, 1)], ''],
  ['facets in any order', 'abc', [tag(2, 3), tag(0, 1)], '[a]|b|[c]'],
  ['facets side by side', 'abc', [tag(0, 1), tag(1, 3)], '[a]|[bc]'],
  ['characters of many bytes', 'é🦋日x', [tag(2, 6), tag(6, 9)], 'é|[🦋]|[日]|x'],
  ['an overlap', 'abcdef', [tag(0, 3), tag(2, 5)], '[abc]|def'],
  ['one in another', 'abcdef', [tag(0, 6), tag(2, 3)], '[abcdef]'],
  ['two that start together', 'abc', [tag(0, 1), tag(0, 3)], '[a]|bc'],
  ['an end beyond the text', 'abc', [tag(1, 99)], 'a|[bc]'],
  ['a start beyond the text', 'abc', [tag(3, 9), tag(7, 9)], 'abc'],
  ['an empty facet', 'abc', [tag(1, 1)], 'abc'],
  ['an end before the start', 'abc', [tag(2, 1)], 'abc'],
  ['a start before the text', 'abc', [tag(-1, 2)], 'abc'],
  ['offsets that are no whole numbers', 'abc', [tag(0.5, 2), tag(Number.NaN, 2), tag(0, Number.NaN)], 'abc'],
  ['a start within a character', 'é🦋', [tag(1, 6)], 'é🦋'],
  ['an end within a character, and a right facet behind', 'é🦋x', [tag(0, 4), tag(6, 7)], 'é🦋|[x]'],
  ['nothing but space', 'a  b', [tag(1, 3)], 'a  b'],
  ['lone surrogates', '\ud800a\udc00', [tag(3, 4)], '\ud800|[a]|\udc00'],
])('%s', (_, text, facets, expected) => {
  expect(shown(text, facets)).toBe(expected)
})

const offset = fc.oneof(fc.integer({ min: -2, max: 30 }), fc.double(), fc.constantFrom(Number.NaN, Infinity))
const anyFacets = fc.array(fc.tuple(offset, offset).map(([start, end]) => tag(start, end)))

test('together are the text, whatever the facets', () => {
  const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\udc00')))
  fc.assert(
    fc.property(text, anyFacets, (parts, facets) => {
      const whole = parts.join('')
      const cut = segments(whole, facets)
      expect(cut.map(({ text }) => text).join('')).toBe(whole)
      expect(cut.every(({ text }) => text !== '')).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('agrees with the official library where the offsets are those of characters', () => {
  const characters = fc.array(fc.constantFrom('a', 'é', '日', '🦋', ' ', '\n'), { maxLength: 12 })
  const bounds = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 4 })
  const byteAt = (characters: string[], index: number) =>
    new TextEncoder().encode(characters.slice(0, index).join('')).length
  fc.assert(
    fc.property(characters, bounds, (characters, bounds) => {
      const text = characters.join('')
      // Of what is empty the official library makes a cut, and of two that overlap it may drop another.
      let last = 0
      const facets = bounds
        .map(([a, b]) => tag(byteAt(characters, Math.min(a, b)), byteAt(characters, Math.max(a, b))))
        .sort((a, b) => a.index.byteStart - b.index.byteStart)
        .filter(({ index: { byteStart, byteEnd } }) => {
          const isApart = byteStart >= last && byteEnd > byteStart
          if (isApart) last = byteEnd
          return isApart
        })
      const official = [...new RichText({ text, facets: facets as never }).segments()]
      const marked = (parts: readonly { text: string; facet?: unknown }[]) =>
        parts.flatMap(({ text, facet }) => (facet ? text : []))
      expect(marked(segments(text, facets))).toEqual(marked(official))
    }),
    { numRuns: 1000 },
  )
})
