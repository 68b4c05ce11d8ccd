import { describe, expect, expectTypeOf, test } from 'vitest'
import { formatPath, validate } from '../wire/index.ts'
import * as w from './index.ts'

interface Images {
  $type?: 'com.example.images'
  alt: string
}
interface View {
  $type?: 'com.example.external#view'
  uri: string
}
type Embed = w.Typed<Images> | w.Typed<View> | w.Unknown

const images: w.Schema<Images> = w.typed('com.example.images', () => ({ alt: w.string() }))
const view: w.Schema<View> = w.typed('com.example.external#view', () => ({ uri: w.uri() }))
const open: w.Schema<Embed> = w.union(() => [images, w.lazy(() => view)])
const closed: w.Schema<w.Typed<Images> | w.Typed<View>> = w.closedUnion(() => [images, view])

const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const faults = (schema: w.Schema<unknown>, value: unknown, strictness: 'strict' | 'lenient' = 'strict') =>
  (validate(schema, value, strictness) ?? []).map(({ path }) => formatPath(path))

describe('unions', () => {
  test.each([
    [{ $type: 'com.example.images', alt: '' }, [], []],
    [{ $type: 'com.example.images#main', alt: '' }, [], []],
    [{ $type: 'com.example.images', alt: 1 }, ['alt'], ['alt']],
    [{ $type: 'com.example.external#view', uri: 'https://example.com' }, [], []],
    [{ $type: 'com.example.external#view', uri: 'nope' }, ['uri'], ['uri']],
    [{ $type: 'com.example.newer', any: 1 }, [], ['$type']],
    [{ $type: 'com.example.newer', link: { $link: 'bad' } }, ['link'], ['$type']],
    [{ alt: '' }, ['$type'], ['$type']],
    [null, [''], ['']],
  ])('%j', (value, inOpen, inClosed) => {
    expect(faults(open, value)).toEqual(inOpen)
    expect(faults(closed, value)).toEqual(inClosed)
  })

  test('lenient mode passes members that it does not know, and checks those that it does', () => {
    expect(faults(closed, { $type: 'com.example.newer' }, 'lenient')).toEqual([])
    expect(faults(open, { alt: '' }, 'lenient')).toEqual([])
    expect(faults(closed, { $type: 'com.example.images', alt: 1 }, 'lenient')).toEqual(['alt'])
  })

  test('a $type narrows, and what is left is the unknown arm', () => {
    const value = { $type: 'com.example.images', alt: 'x' } as Embed
    switch (value.$type) {
      case 'com.example.images':
        expectTypeOf(value).toEqualTypeOf<w.Typed<Images>>()
        break
      case 'com.example.external#view':
        expectTypeOf(value.uri).toBeString()
        break
      default:
        expectTypeOf(value).toEqualTypeOf<w.Unknown>()
    }
    // @ts-expect-error the unknown arm has no text of its own to compare with
    if (value.$type === 'com.example.misspelt') expect.unreachable()
    // @ts-expect-error a member that the lexicon does not list must be said to be one
    const sent: Embed = { $type: 'com.example.newer' }
    expect(faults(open, sent)).toEqual([])
    expectTypeOf(w.asUnknown({ $type: 'com.example.newer' })).toExtend<Embed>()
  })
})

test('bytes and links that are held as they came are not spelled in order to be checked', () => {
  const held = (part: object, name: string) =>
    Object.defineProperty(part, name, { get: () => expect.unreachable('it was spelled') })
  expect(faults(w.bytes(), held({ buf: new Uint8Array(1) }, '$bytes'))).toEqual([])
  expect(faults(w.cidLink(), held({ bytes: new Uint8Array(36) }, '$link'))).toEqual([])
})

test('an object says which it is, or nothing', () => {
  expect(faults(view, { uri: 'at:x' })).toEqual([])
  expect(faults(view, { $type: 'com.example.external#view', uri: 'at:x' })).toEqual([])
  expect(faults(view, { $type: 'com.example.external', uri: 'at:x' })).toEqual(['$type'])
  expect(faults(images, { $type: 'com.example.images#main', alt: '' })).toEqual([])
})

test('a record knows where it lives', () => {
  const post: w.RecordSchema<{ text: string }> = w.record('com.example.post', 'tid', () => ({
    text: w.string(),
  }))
  expect(post).toMatchObject({ nsid: 'com.example.post', recordKey: 'tid' })
  expect(faults(post, { $type: 'com.example.post', text: 'x' })).toEqual([])
  expect(faults(post, { $type: 'com.example.other', text: 'x' })).toEqual(['$type'])
})

describe('data', () => {
  const blob = { $type: 'blob', ref: { $link: CID }, mimeType: 'image/png', size: 10 }

  test.each<[string, w.Schema<unknown>, unknown[], unknown[]]>([
    [
      'links',
      w.cidLink(),
      [{ $link: CID }, { bytes: new Uint8Array(36) }],
      [{ $link: 'x' }, { $link: CID, more: 1 }, CID, null, {}],
    ],
    [
      'bytes',
      w.bytes({ maxLength: 3 }),
      [
        { $bytes: 'AAEC' },
        { $bytes: 'AA' },
        { $bytes: '' },
        { $bytes: 'AA==' },
        new Uint8Array(3),
        { buf: new Uint8Array(3) },
      ],
      [
        { $bytes: 'AAECAw' },
        { $bytes: 'A' },
        { $bytes: '*' },
        'AA',
        {},
        null,
        new Uint8Array(4),
        { buf: new Uint8Array(4) },
      ],
    ],
    [
      'blobs',
      w.blob({ accept: ['image/*', 'video/mp4'], maxSize: 10 }),
      [blob, { ...blob, mimeType: 'video/mp4' }, { ...blob, size: 0 }],
      [
        { ...blob, size: 11 },
        { ...blob, mimeType: 'text/plain' },
        { ...blob, mimeType: 'imagex/png' },
        { ...blob, ref: CID },
        { ...blob, $type: 'file' },
        { cid: CID, mimeType: 'image/png' },
      ],
    ],
    [
      'blobs of any type',
      w.blob({ accept: ['*/*'] }),
      [{ ...blob, mimeType: 'a/b' }],
      [{ ...blob, mimeType: 'ab' }],
    ],
    ['tokens', w.token('com.example.defs#spam'), ['com.example.defs#spam'], ['spam', null]],
    [
      'unknown data',
      w.unknown(),
      [{ a: [1, 'x', null, true, { b: { $link: CID }, c: { $bytes: 'AA' }, d: blob }] }, {}],
      [
        'x',
        null,
        7,
        { a: { $link: 'bad' } },
        { a: [{ $bytes: '*' }] },
        { a: { ...blob, ref: 1 } },
        { a: 1.5 },
        { a: Symbol('x') },
      ],
    ],
  ])('%s', (_, schema, right, wrong) => {
    for (const value of right) expect([value, faults(schema, value)]).toEqual([value, []])
    for (const value of wrong) expect([value, faults(schema, value).length]).toEqual([value, 1])
  })

  test('a bad link deep in untyped data is found, with its path', () => {
    const record = { embed: { images: [{ image: { $type: 'blob' } }, { thumb: { $link: 'nope' } }] } }
    expect(faults(w.unknown(), record)).toEqual(['embed.images[0].image', 'embed.images[1].thumb'])
    expect(faults(w.unknown(), record, 'lenient')).toEqual([])
  })

  test('the blobs of before passes in lenient mode', () => {
    expect(faults(w.blob(), { cid: CID, mimeType: 'image/png' }, 'lenient')).toEqual([])
  })
})
