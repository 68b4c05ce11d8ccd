import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { detectFacets } from './detect-facets.ts'
import { graphemeLength } from './index.ts'
import type { RichText } from './rich-text.ts'
import { TextBuilder } from './text-builder.ts'
import { truncate } from './truncate.ts'

const FAMILY = '👨‍👩‍👧'
const rich = (): RichText =>
  new TextBuilder().text('é ').link('a link', 'https://a.com').text(' ').tag('#tag').build()

test('counts graphemes', () => {
  expect([FAMILY, 'e\u0301', '🇸🇪', '\r\n', 'ab', ''].map(graphemeLength)).toEqual([1, 1, 1, 1, 2, 0])
})

test('gives back what is short enough, as it is', () => {
  const short = rich()
  expect(truncate(short, 13)).toBe(short)
  const families = { text: FAMILY.repeat(3) }
  expect(truncate(families, 3)).toBe(families)
})

test('never cuts a grapheme', () => {
  expect(truncate({ text: FAMILY.repeat(3) }, 2)).toEqual({ text: FAMILY.repeat(2) })
  expect(truncate({ text: FAMILY.repeat(3) }, 300, { maxBytes: 40 })).toEqual({ text: FAMILY.repeat(2) })
  expect(truncate({ text: 'e\u0301e\u0301' }, 1)).toEqual({ text: 'e\u0301' })
})

test('cuts the facets with the text', () => {
  const whole = rich()
  const [link] = whole.facets ?? []
  expect(truncate(whole, 9)).toEqual({ text: 'é a link ', facets: [link] })
  expect(truncate(whole, 5)).toEqual({
    text: 'é a l',
    facets: [{ ...link, index: { byteStart: 3, byteEnd: 6 } }],
  })
  expect(truncate(whole, 2)).toEqual({ text: 'é ', facets: [] })
  expect(whole).toEqual(rich())
})

test('ends in an ellipsis, which no facet covers and no space comes before', () => {
  expect(truncate({ text: 'one two three' }, 8, { ellipsis: '…' })).toEqual({ text: 'one two…' })
  expect(truncate({ text: 'one two three' }, 9, { ellipsis: '…' })).toEqual({ text: 'one two…' })
  expect(truncate(rich(), 6, { ellipsis: '…' }).facets?.[0]?.index).toEqual({ byteStart: 3, byteEnd: 6 })
})

test('refuses an ellipsis that there is no room for', () => {
  expect(() => truncate({ text: 'abcdef' }, 2, { ellipsis: '...' })).toThrow(RangeError)
  expect(() => truncate({ text: 'abcdef' }, 5, { ellipsis: '…', maxBytes: 2 })).toThrow(RangeError)
  expect(() => truncate({ text: 'abcdef' }, -1)).toThrow(RangeError)
})

test('keeps to the limits with facets that cover whole characters, whatever the text', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(FAMILY, ' #tag', ' https://a.com/🦋', ' $A', 'e\u0301', '\ud800', ' '),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 12, size: 'max' }),
      fc.nat(40),
      fc.nat(120),
      fc.constantFrom('', '…', '...'),
      async (parts, graphemes, bytes, ellipsis) => {
        const text = parts.join('').toWellFormed()
        const [maxGraphemes, maxBytes] = [graphemes + 3, bytes + 3]
        const cut = truncate({ text, facets: await detectFacets(text) }, maxGraphemes, { ellipsis, maxBytes })
        const encoded = new TextEncoder().encode(cut.text)
        expect(graphemeLength(cut.text)).toBeLessThanOrEqual(maxGraphemes)
        expect(encoded.length).toBeLessThanOrEqual(maxBytes)
        if (cut.text !== text)
          expect(text.startsWith(cut.text.slice(0, cut.text.length - ellipsis.length))).toBe(true)
        for (const { index } of cut.facets ?? []) {
          expect(index.byteStart).toBeLessThan(index.byteEnd)
          expect(index.byteEnd).toBeLessThanOrEqual(encoded.length)
          const slice = encoded.slice(index.byteStart, index.byteEnd)
          const shown = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(slice)
          expect(text).toContain(shown)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
