import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { findFile } from './files.ts'
import { encodeForm, toForm } from './form.ts'

type Decoded = string | Blob | Decoded[] | { [key: string]: Decoded }

/** Reads entries as Rack and Rails do (`Rack::QueryParser#store_nested_param`). */
function decode(entries: Iterable<[string, string | Blob]>): { [key: string]: Decoded } {
  const root: { [key: string]: Decoded } = {}
  for (const [name, value] of entries) {
    const [, first = '', rest = ''] = /^([^[]+)(.*)$/s.exec(name) ?? []
    store(root, first, rest, value)
  }
  return root
}

function store(into: { [key: string]: Decoded }, key: string, rest: string, value: string | Blob): void {
  if (rest === '') into[key] = value
  else if (rest === '[]') ((into[key] ??= []) as Decoded[]).push(value)
  else if (rest.startsWith('[][')) {
    const list = (into[key] ??= []) as { [key: string]: Decoded }[]
    const [, child = '', after = ''] = /^\[\]\[([^[\]]+)\](.*)$/s.exec(rest) ?? []
    const last = list.at(-1)
    if (last && !has(last, child, after)) store(last, child, after, value)
    else {
      const next = {}
      list.push(next)
      store(next, child, after, value)
    }
  } else {
    const [, child = '', after = ''] = /^\[([^[\]]+)\](.*)$/s.exec(rest) ?? []
    store((into[key] ??= {}) as { [key: string]: Decoded }, child, after, value)
  }
}

/** `params_hash_has_key?`: what a list of objects is split by. */
function has(object: { [key: string]: Decoded }, key: string, rest: string): boolean {
  if (rest.includes('[]') || !Object.hasOwn(object, key)) return false
  const [, child, after = ''] = /^\[([^[\]]+)\](.*)$/s.exec(rest) ?? []
  return child === undefined || has(object[key] as { [key: string]: Decoded }, child, after)
}

describe('a form', () => {
  const entries = (body: object) => [...encodeForm(body)]

  test('has nested names', () => {
    expect(
      entries({ data: { alerts: { poll: true } }, fields_attributes: { 0: { name: 'x', value: 'y' } } }),
    ).toEqual([
      ['data[alerts][poll]', 'true'],
      ['fields_attributes[0][name]', 'x'],
      ['fields_attributes[0][value]', 'y'],
    ])
  })

  test('clears a field with null, and a list with an empty one', () => {
    expect(entries({ a: null, b: undefined, c: [], d: { e: [] } })).toEqual([
      ['a', ''],
      ['c[]', ''],
      ['d[e][]', ''],
    ])
  })

  test('writes first, in a list of objects, what tells them apart', () => {
    const keywords = [
      { whole_word: true, keyword: 'a' },
      { id: '7', keyword: 'b' },
    ]
    expect(entries({ keywords_attributes: keywords })).toEqual([
      ['keywords_attributes[][keyword]', 'a'],
      ['keywords_attributes[][whole_word]', 'true'],
      ['keywords_attributes[][keyword]', 'b'],
      ['keywords_attributes[][id]', '7'],
    ])
  })

  test.each<[string, unknown[]]>([
    ['lists', [['a']]],
    ['objects with nothing in common', [{ a: 1 }, { b: 2 }]],
    ['objects and texts', [{ a: 1 }, 'b']],
  ])('refuses a list of %s', (_, list) => {
    expect(() => encodeForm({ x: list })).toThrow('x: expected a list of simple values, or of objects')
  })

  test('refuses a stream', () => {
    expect(() => encodeForm({ file: new Blob(['abc']).stream() })).toThrow(
      'file: expected a Blob, a File or bytes',
    )
  })

  test('keeps files, and takes bytes', async () => {
    const file = new File(['abc'], 'cat.png', { type: 'image/png' })
    const form = encodeForm({
      file,
      thumbnail: new Blob(['de']),
      raw: new TextEncoder().encode('fg'),
      list: [file],
    })
    expect(form.get('file')).toMatchObject({ name: 'cat.png', type: 'image/png', size: 3 })
    expect(await (form.get('thumbnail') as File).text()).toBe('de')
    expect(await (form.get('raw') as File).text()).toBe('fg')
    expect(form.get('list[]')).toMatchObject({ name: 'cat.png' })
  })

  test('is written where it must be, or where there is a file, streams read', async () => {
    expect(await toForm({ a: 1 }, false)).toBeUndefined()
    expect([...((await toForm({ a: 1 }, true)) ?? [])]).toEqual([['a', '1']])
    const form = (await toForm({ file: new Blob(['abc']).stream() }, false)) as FormData
    expect(await (form.get('file') as File).text()).toBe('abc')
  })

  test('is needed where there is a file', () => {
    expect(findFile({ a: { b: ['x', new Blob()] } })).toEqual(['a', 'b', 1])
    expect(findFile({ a: new Uint8Array() })).toEqual(['a'])
    expect(findFile({ a: { uri: 'file:///a', name: 'a', type: 'image/png' } })).toEqual(['a'])
    expect(findFile({ a: 'b', c: null, d: [1, { e: true, uri: 'x', name: 'y' }] })).toBeUndefined()
  })

  test('has streams wherever they are in a body', async () => {
    const list = [{ id: '7', thumbnail: new Blob(['abc']).stream() }]
    const form = (await toForm({ list }, false)) as FormData
    expect(form.get('list[][id]')).toBe('7')
    expect(await (form.get('list[][thumbnail]') as File).text()).toBe('abc')
  })

  test('takes a file by its place in React Native, whose forms read it, and refuses it elsewhere', async () => {
    const file = { uri: 'file:///cat.jpg', name: 'cat.jpg', type: 'image/jpeg' }
    await expect(toForm({ file }, false)).rejects.toThrow(
      'form is not valid: file: expected a file that can be read here, got the place of one',
    )
    const appended: unknown[] = []
    vi.stubGlobal('navigator', { product: 'ReactNative' })
    vi.stubGlobal(
      'FormData',
      class {
        append = (...entry: unknown[]) => appended.push(entry)
      },
    )
    await toForm({ file, description: 'x' }, false)
    vi.unstubAllGlobals()
    expect(appended).toEqual([
      ['file', file],
      ['description', 'x'],
    ])
  })
})

describe('what is written is what Rails reads', () => {
  const key = fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/)
  const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean())
  const row = fc
    .record({ key: scalar })
    .chain((row) => fc.dictionary(key, scalar).map((more) => ({ ...more, ...row })))
  const { body } = fc.letrec<{ body: Record<string, unknown>; value: unknown }>((tie) => ({
    body: fc.dictionary(key, tie('value'), { maxKeys: 5, minKeys: 1 }),
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(scalar, { minLength: 1 }),
      fc.array(row, { minLength: 1 }),
      tie('body'),
    ),
  }))

  /** Forms hold texts only. */
  const texts = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_, item: unknown) =>
      typeof item === 'number' || typeof item === 'boolean' ? String(item) : item,
    )

  test('in a form', () => {
    fc.assert(
      fc.property(body, (body) => {
        expect(decode(encodeForm(body))).toEqual(texts(body))
      }),
    )
  })
})
