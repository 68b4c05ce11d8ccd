import { expect, test } from 'vitest'
import { detectFacets } from './detect-facets.ts'
import { segments } from './segments.ts'
import { shortenLinks } from './shorten-links.ts'
import { TextBuilder } from './text-builder.ts'

test.each([
  ['https://example.com', 'example.com'],
  ['https://example.com/', 'example.com'],
  ['http://example.com:8080/a', 'example.com:8080/a'],
  ['https://example.com/articles/2026/spring', 'example.com/articles/202...'],
  ['https://example.com/12345678901234', 'example.com/12345678901234'],
  ['https://example.com/123456789012345', 'example.com/123456789012...'],
  ['https://example.com/a?query=long#fragment', 'example.com/a?query=long...'],
  ['https://example.com?q', 'example.com?q'],
  ['https://münchen.de/a', 'xn--mnchen-3ya.de/a'],
  ['ftp://example.com/a/very/long/path', 'ftp://example.com/a/very/long/path'],
  ['example.com/a/very/long/path', 'example.com/a/very/long/path'],
  ['a text', 'a text'],
])('shows %s as %s', (shown, short) => {
  const { text, facets } = shortenLinks(new TextBuilder().link(shown, 'https://example.com/whole').build())
  expect(text).toBe(short)
  expect(segments(text, facets)).toMatchObject([{ text: short, link: { uri: 'https://example.com/whole' } }])
})

test('moves what comes behind', async () => {
  const text =
    '🦋 https://example.com/articles/2026/spring, #tag and https://example.org/a/rather/long/path é #é'
  const short = shortenLinks({ text, facets: await detectFacets(text) })
  expect(short.text).toBe('🦋 example.com/articles/202..., #tag and example.org/a/rather/lon... é #é')
  const shown = segments(short.text, short.facets).flatMap(({ text, link, tag }) =>
    link || tag ? [[text, link?.uri ?? tag?.tag]] : [],
  )
  expect(shown).toEqual([
    ['example.com/articles/202...', 'https://example.com/articles/2026/spring'],
    ['#tag', 'tag'],
    ['example.org/a/rather/lon...', 'https://example.org/a/rather/long/path'],
    ['#é', 'é'],
  ])
})

test('changes the text of links only, and not what it is given', () => {
  const tag = new TextBuilder().tag('https://example.com/articles/2026/spring', 'tag').build()
  expect(shortenLinks(tag)).toEqual(tag)
  const link = new TextBuilder().link('https://example.com/articles/2026/spring').build()
  const copy = structuredClone(link)
  shortenLinks(link)
  expect(link).toEqual(copy)
})

test('leaves out facets that cannot be shown', () => {
  const { facets } = new TextBuilder().link('https://example.com/articles/2026/spring').build()
  expect(shortenLinks({ text: 'no', facets: [...(facets ?? []), ...(facets ?? [])] }).facets).toHaveLength(1)
  expect(shortenLinks({ text: 'no' })).toEqual({ text: 'no' })
})
