import * as syntax from '@atproto/syntax'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Schema, validate } from '../wire/index.ts'
import * as formats from './formats.ts'

type Grammar = (text: string) => boolean

const label = fc.stringMatching(/^[a-zA-Z0-9-]{1,6}$/)
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'))
const did = fc.stringMatching(/^(did|DID):([a-z]{1,4}|[A-Z]|):[a-zA-Z0-9._:%-]{0,8}$/)
const key = fc.stringMatching(/^[a-zA-Z0-9_~.:/-]{0,4}$/)
const noise = fc.string({ maxLength: 12 })
const digits = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
const datetime = fc
  .tuple(
    fc.constantFrom('0000', '0001', '0010', '1985', '2000', '2026', '1900', '9999', '10000', '-001'),
    digits(14),
    digits(33),
    fc.constantFrom('T', 't', ' '),
    digits(26),
    digits(61),
    digits(61),
    fc.constantFrom(
      '',
      '.1',
      '.123',
      '.1234567890123',
      '.',
      ',5',
      `.${'1'.repeat(20)}`,
      `.${'1'.repeat(21)}`,
    ),
    fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+01:45', '-23:59', '+24:00', '', '+0100', '+01'),
  )
  .map(([y, mo, d, t, h, mi, s, f, z]) => `${y}-${mo}-${d}${t}${h}:${mi}:${s}${f}${z}`)

describe('agrees with the official syntax package on', () => {
  test.each<[string, Grammar, Schema<string>, Grammar, fc.Arbitrary<string>]>([
    ['DIDs', formats.isDid, formats.did(), syntax.isValidDid, did],
    ['handles', formats.isHandle, formats.handle(), syntax.isValidHandle, domain],
    [
      'handles or DIDs',
      formats.isAtIdentifier,
      formats.atIdentifier(),
      syntax.isAtIdentifierString,
      fc.oneof(did, domain),
    ],
    ['NSIDs', formats.isNsid, formats.nsid(), syntax.isValidNsid, domain],
    ['record keys', formats.isRecordKey, formats.recordKey(), syntax.isValidRecordKey, key],
    ['TIDs', formats.isTid, formats.tid(), syntax.isValidTid, fc.stringMatching(/^[2-7a-z]{12,14}$/)],
    [
      'URIs',
      formats.isUri,
      formats.uri(),
      syntax.isValidUri,
      fc.oneof(fc.webUrl(), fc.stringMatching(/^\w{0,3}:\/{0,3}\S{0,3}$/)),
    ],
    ['datetimes', formats.isDatetime, formats.datetime(), syntax.isDatetimeString, datetime],
    [
      'at-URIs',
      formats.isAtUri,
      formats.atUri(),
      syntax.isAtUriString,
      fc
        .tuple(
          fc.constantFrom('at://', 'at:/', 'http://'),
          fc.oneof(did, domain),
          domain,
          key,
          fc.stringMatching(/^(|\/|#\/?[a-z%]{0,3}|\?a)$/),
        )
        .map(
          ([scheme, authority, collection, rkey, rest]) =>
            `${scheme}${authority}/${collection}/${rkey}${rest}`,
        ),
    ],
  ])('%s', (_, ours, schema, theirs, likely) => {
    const property = fc.property(fc.oneof({ weight: 4, arbitrary: likely }, noise), (text) => {
      const expected = theirs(text)
      expect(ours(text)).toBe(expected)
      expect(validate(schema, text, 'strict') === undefined).toBe(expected)
    })
    fc.assert(property, { numRuns: 3_000 })
  })
})

test('agrees on language tags whose parts differ, but for the case of the registered exceptions', () => {
  const subtag = fc.oneof(
    fc.stringMatching(/^[a-zA-Z0-9]{1,9}$/),
    fc.constantFrom('en', 'de', 'zh', 'Latn', 'US', '419', 'x', 'i', 'klingon', 'u', '1996'),
  )
  const tag = fc.array(subtag, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('-'))
  const wellFormed = (text: string) => new Set(text.toLowerCase().split('-')).size === text.split('-').length
  const property = fc.property(tag.filter(wellFormed), (text) => {
    const exception = text.startsWith('I-')
    expect(formats.isLanguage(text)).toBe(syntax.isValidLanguage(exception ? text.toLowerCase() : text))
  })
  fc.assert(property, { numRuns: 5_000 })
})

test.each([
  [formats.isCid, 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a', true],
  [formats.isCid, 'QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n', true],
  [formats.isCid, 'zdj7WhuEjrB52m1BisYCtmjH1hSKa7yZ3jEZ9JcXaFRD51wVz', true],
  [formats.isCid, 'bafyrei', false],
  [formats.isCid, 'not a cid', false],
  [formats.isCid, 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2A', false],
  [formats.isDatetime, '2024-02-29T00:00:00Z', true],
  [formats.isDatetime, '2024-02-32T00:00:00Z', false],
  [formats.isAtUri, `at://did:plc:${'a'.repeat(9000)}`, false],
  [formats.isHandle, `${'a.'.repeat(200)}com`, false],
])('%# a hand-picked text', (isFormat, text, expected) => {
  expect(isFormat(text)).toBe(expected)
})
