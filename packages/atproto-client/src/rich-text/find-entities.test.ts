import { RichText } from '@atproto/api'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entity } from './entity.ts'
import { findEntities } from './find-entities.ts'

/** A facet, without what is the same in all. */
interface Found {
  feature: string
  byteStart: number
  byteEnd: number
  value: string
}

const valueOf = (entity: Entity) =>
  entity.type === 'mention' ? entity.handle : entity.type === 'link' ? entity.uri : entity.tag
const values = (text: string) => findEntities(text).map(valueOf)
const found = (entities: readonly Entity[]): Found[] =>
  entities.map((entity) => ({
    feature: entity.type === 'cashtag' ? 'tag' : entity.type,
    byteStart: entity.byteStart,
    byteEnd: entity.byteEnd,
    value: valueOf(entity),
  }))

function official(text: string): Found[] {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  return (rich.facets ?? []).map(({ index: { byteStart, byteEnd }, features: [feature] }) => {
    const { $type, did, uri, tag } = feature as { $type: string; did?: string; uri?: string; tag?: string }
    return {
      feature: $type.replace('app.bsky.richtext.facet#', ''),
      byteStart,
      byteEnd,
      value: did ?? uri ?? tag ?? '',
    }
  })
}

/** A hashtag just behind an opening bracket, which the official library does not see. */
const isBracketed = (text: string) => (entity: Entity) =>
  entity.type === 'tag' && entity.start > 0 && '(['.includes(text.charAt(entity.start - 1))

/** A link that is no address there, since its domain starts in `http`. */
const isMended = (text: string) => (entity: Entity) =>
  entity.type === 'link' && /^http(?!s?:\/\/)/i.test(text.slice(entity.start))

/** Links that are no addresses: `httpbin.org` without a scheme, and `https://` with nothing behind. */
const isBrokenLink = ({ feature, value }: Found) =>
  feature === 'link' &&
  value.startsWith('http') &&
  (!/^https?:\/\//i.test(value) || /^https?:\/\/+(?:\/.*)?$/i.test(value))

const MENTIONS = [
  '@alice.bsky.social',
  '@alice.test',
  '@alice.example',
  '@alice',
  '@alice.com.',
  '@alice.com...',
  '@alice.com-',
  '@alice.com_b',
  '@a.b_c.com',
  '@Alice.COM',
  '@xn--ls8h.com',
  '@.com',
  '@-a.test',
  '@@alice.com',
  '(@alice.com)',
  'x@alice.com',
  '"@alice.com"',
  '＠alice.com',
  '@alice.com@bob.com',
  '@alice.com/profile',
  '@alice.com’s',
  '@alice.comé',
]
const LINKS = [
  'https://example.com',
  'http://example.com/a?b=c#d',
  'https://example.com.',
  'https://example.com...',
  'https://example.com?!',
  'https://example.com/a(b)',
  'https://example.com/a(b).',
  '(https://example.com)',
  '(https://example.com).',
  '(see https://example.com/a,)',
  'https://example.com/東京',
  'https://localhost:3000/x',
  'https://x',
  'HTTPS://EXAMPLE.COM',
  'hTTp://example.com',
  'httpS://example.com',
  'ftp://example.com',
  'https:/example.com',
  'https//example.com',
  '"https://example.com"',
  'example.com',
  'Example.com',
  'example.COM',
  'example.com/a(b)c',
  'example.com)',
  'example.com:8080/x',
  'example.com,',
  '(example.com/x)',
  'sub.example.co.uk',
  'www.foo-bar.com',
  'foo-bar.com',
  '1password.com',
  'a1.b2.app',
  'example.notatld',
  'e.g.',
  'i.e. this',
  'file.txt',
  'main.rs',
  'node.js',
  'version 1.2.3',
  'first.last@example.com',
  'me@example.com',
  'foo.qqq(https://example.com)',
  'foo(https://example.com)',
  'foo.com(bar.com)',
  'a.b.c..d.com',
  'a..com',
  '.com',
  'com',
  'пример.рф',
  'münchen.de',
  'ſ.com K.com',
  'mailto:a@example.com',
  'at://alice.test/app.bsky.feed.post',
  'a.com\nb.com\rc.com\u2028d.com\u00a0e.com\u3000f.com\ufeffg.com',
  'https://a.com\u200bhttps://b.com',
]
const TAGS = [
  '#tag',
  '＃tag',
  '#1',
  '#123',
  '#123abc',
  '#1.2',
  '#١٢٣',
  '#²',
  '#_',
  '#___a___',
  '#-a-',
  '##tag',
  '#a#b',
  '#a b #c',
  'x#tag',
  '"#tag"',
  '#tag.',
  '#tag!?...',
  '#tag’s',
  '#a.b.c...',
  '#a,#b',
  '#tag)',
  '#tag(@alice.test)',
  '#a$b $c',
  '#+',
  '#<3',
  '#c++',
  '#東京、大阪',
  '#東京。',
  '#🦋',
  '#🦋!',
  '#️⃣',
  '#️⃣tag',
  '#\ufe0f',
  '#⃣',
  '#a⃣b',
  '#tag\u200bmore',
  '#tag\u200d',
  '#tag\u00ad',
  '#\u2060tag',
  '#👨‍👩‍👧',
  '#e\u0301te\u0301',
  '#שלום',
  '#مرحبا،',
  '#\u202etag\u202c',
  '# tag',
  '#',
  '#\n#b',
  '\ufeff#tag',
  `#${'a'.repeat(64)}`,
  `#${'a'.repeat(65)}`,
  `#${'a'.repeat(64)}...`,
  `#${'🦋'.repeat(64)}`,
  `#${'🦋'.repeat(65)}`,
  `#${'e\u0301'.repeat(64)}`,
]
const CASHTAGS = [
  '$AAPL',
  '$aapl',
  '$a',
  '$a1b2c',
  '$TOOLONG',
  '$1A',
  '$5',
  '$A.',
  '$A.B',
  '$A,$B',
  '$A $B',
  '($A)',
  '"$A"',
  '$A"',
  '$A’s',
  '$A-B',
  '$A/B',
  '$A]',
  '$A\n',
  '$A…',
  'x$A',
  '$$A',
  '＄A',
]
const CORPUS = [...MENTIONS, ...LINKS, ...TAGS, ...CASHTAGS]

describe('agrees with the official library on', () => {
  test.each(CORPUS)('%j, alone and within a text', (text) => {
    for (const around of [text, `é ${text} 🦋`, `(${text})`, `${text}, ${text}`, `“${text}”\n${text}`]) {
      const ours = findEntities(around).filter((entity) => !isBracketed(around)(entity))
      expect({ around, facets: found(ours) }).toEqual({ around, facets: official(around) })
    }
  })

  const opener = fc.constantFrom(
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '(',
    '[',
    '"',
    '«',
    '.',
    '-',
    '\u200b',
    '\u202e',
    'x',
    'é',
  )
  const closer = fc.constantFrom('', '', '.', ',', ')', ').', ']', '!?', '"', '’s', '…', '。', '\u200d', '🦋')
  const space = fc.constantFrom(
    ' ',
    ' ',
    ' ',
    ' ',
    ' ',
    '\n',
    '',
    '\t',
    '\u00a0',
    '\u2028',
    '\u3000',
    '\ufeff',
    '\u200b',
  )
  const label = fc.stringMatching(/^[a-zA-Z0-9-]{1,8}$/)
  const domain = fc
    .tuple(
      fc.array(label, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('com', 'test', 'xyz', 'zzzz', 'COM'),
    )
    .map(([labels, tld]) => [...labels, tld].join('.'))
  const odd = fc.string({ unit: 'binary', maxLength: 5 })
  const core = fc.oneof(
    fc.constantFrom(...CORPUS),
    domain,
    domain.map((name) => `@${name}`),
    fc.tuple(fc.constantFrom('https://', 'http://', 'HTTP://'), domain, odd).map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('#', '＃'), fc.string({ unit: 'grapheme', maxLength: 70 }))
      .map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('#', '@', '$', ''), odd).map((parts) => parts.join('')),
    fc.stringMatching(/^\$[A-Za-z0-9]{1,6}$/),
    fc.constantFrom(
      '\ud800',
      '\udc00',
      '👨‍👩‍👧',
      'e\u0301',
      'שלום',
      '\u202e',
      '日本',
      '_',
      'http',
      '://',
      '.com',
    ),
  )
  const text = fc
    .array(fc.tuple(opener, core, closer, space), { minLength: 4, maxLength: 10, size: 'max' })
    .map((words) => words.flat().join(''))

  test('whatever is made of handles, domains, tags, marks and odd characters', () => {
    let facets = 0
    fc.assert(
      fc.property(text, (text) => {
        const ours = findEntities(text).filter(
          (entity) => !isBracketed(text)(entity) && !isMended(text)(entity),
        )
        facets += ours.length
        // Ours is of the text as it is in UTF-8.
        expect(found(ours)).toEqual(official(text.toWellFormed()).filter((one) => !isBrokenLink(one)))
      }),
      { numRuns: 5000 },
    )
    // The property would hold of texts with nothing in them, too.
    expect(facets).toBeGreaterThan(4000)
  })
})

describe('differs from the official library, which', () => {
  test.each([
    ['sees no hashtag behind an opening bracket', '(#tag) [#tag] (#a/b)c', ['tag', 'tag', 'a/b'], []],
    [
      'leaves the scheme off domains that start in http',
      'httpbin.org',
      ['https://httpbin.org'],
      ['httpbin.org'],
    ],
    ['takes no look at the end of these domains', 'http.nowhere', [], ['http.nowhere']],
    ['makes links to nothing', 'https://. (http://) https:///', [], ['https://', 'http://', 'https:///']],
    [
      'makes hashtags of more bytes than the lexicon allows',
      `#${'e\u0301\u0302\u0303\u0304\u0305'.repeat(60)}`,
      [],
      1,
    ],
  ])('%s: %j', (_, text, ours, theirs) => {
    expect(values(text)).toEqual(ours)
    const there = official(text).map(({ value }) => value)
    if (typeof theirs === 'number') expect(there).toHaveLength(theirs)
    else expect(there).toEqual(theirs)
  })

  test('a hashtag in brackets ends with them, and is none within a link or another hashtag', () => {
    expect(values('(#a)b [#c]d')).toEqual(['a', 'c'])
    expect(values('https://example.com/(#part)')).toEqual(['https://example.com/(#part)'])
    expect(values('#a(#b)')).toEqual(['a(#b'])
    expect(values('(#1) [#] (#️⃣)')).toEqual([])
  })
})

test('tells where entities stand, in units and in bytes', () => {
  expect(findEntities('é @a.test a.com #ü. $a')).toEqual([
    { type: 'mention', start: 2, end: 9, byteStart: 3, byteEnd: 10, handle: 'a.test' },
    { type: 'link', start: 10, end: 15, byteStart: 11, byteEnd: 16, uri: 'https://a.com' },
    { type: 'tag', start: 16, end: 18, byteStart: 17, byteEnd: 20, tag: 'ü' },
    { type: 'cashtag', start: 20, end: 22, byteStart: 22, byteEnd: 24, tag: '$A' },
  ])
})

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(' #', ' @a.test', ' https://a', ' a.com/', '(#', ' $A ', ' ＃', '\ud800', '\udfff'),
    ),
    { maxLength: 24, size: 'max' },
  )
  .map((parts) => parts.join(''))

test('the bytes of an entity are its text, in any text, U+FFFD in the place of lone surrogates', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = new TextEncoder().encode(text)
      for (const entity of findEntities(text)) {
        const { start, end, byteStart, byteEnd } = entity
        const slice = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
          bytes.slice(byteStart, byteEnd),
        )
        const value = valueOf(entity)
        expect(slice).toBe(text.slice(start, end).toWellFormed())
        if (entity.type === 'link') expect([value, `https://${slice}`]).toContain(entity.uri)
        else if (entity.type === 'cashtag') expect(slice.toUpperCase()).toBe(value)
        else expect(slice.slice(1)).toBe(value)
        expect(value.isWellFormed()).toBe(true)
      }
    }),
    { numRuns: 5000 },
  )
})

test('comes in the order of the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const starts = findEntities(text).map(({ start }) => start)
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    }),
  )
})

// With quadratic time each of these would run into the limit of a test.
test.each([
  ['marks in a hashtag', `#a${'.'.repeat(200_000)}b`, 0],
  ['marks behind a hashtag', `#a${'.'.repeat(200_000)}`, 1],
  ['brackets and signs', '(#'.repeat(100_000), 0],
  ['brackets and letters', '(a'.repeat(100_000), 0],
  ['dots in a domain', `a${'.a'.repeat(100_000)}`, 0],
  ['marks in a handle', `@${'-'.repeat(200_000)}`, 0],
  ['links in parentheses', '(a.com'.repeat(50_000), 1],
  ['mentions in parentheses', '(@a.com'.repeat(50_000), 50_000],
])('takes time in proportion to the length of %s', (_, text, count) => {
  expect(findEntities(text)).toHaveLength(count)
})
