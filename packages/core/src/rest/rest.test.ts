import { describe, expect, test } from 'vitest'
import { formatPath, type Schema, type Strictness, validate } from '../wire/index.ts'
import * as w from './index.ts'

function faults(
  schema: Schema<unknown>,
  value: unknown,
  strictness: Strictness = 'strict',
): string[] | undefined {
  return validate(schema, value, strictness)?.map(
    ({ path, message }) => `${path.length > 0 ? `${formatPath(path)}: ` : ''}${message}`,
  )
}

const leaf = w.object(() => ({ leaf: w.boolean() }))
const named = w.object(() => ({ name: w.string(), age: w.integer() }))

describe('a choice', () => {
  const either = w.choice(() => [named, leaf])

  test('takes what fits any of its forms, and leaves no trace of the others', () => {
    expect(faults(either, { leaf: true })).toBeUndefined()
    expect(faults(w.array(either), [{ leaf: true }, { name: 'a', age: 1 }])).toBeUndefined()
  })

  test('says what is wrong with the form that comes nearest, and keeps what was said before', () => {
    const list = w.array(either)
    expect(faults(list, [{ name: 'a' }, 7, { leaf: 1 }])).toEqual([
      '[0].age: expected an integer, got nothing',
      '[1]: expected an object, got the number 7',
      '[2].leaf: expected a boolean, got the number 1',
    ])
  })

  test('stays bounded where choices are nested without end', () => {
    const nested: Schema<unknown> = w.choice(() => [w.object(() => ({ a: w.optional(nested) })), w.boolean()])
    let value: unknown = {}
    for (let depth = 0; depth < 5_000; depth++) value = { a: value }
    expect(faults(nested, value)?.length).toBeGreaterThan(0)
  })
})

describe('a map', () => {
  test('checks every value and no key', () => {
    const map = w.map(w.integer())
    expect(faults(map, { a: 1, 'b c': 2 })).toBeUndefined()
    expect(faults(map, { a: 'x' })).toEqual(['a: expected an integer, got a string of 1 character'])
    for (const value of [null, [], 'a']) expect(faults(map, value)).toHaveLength(1)
  })
})

describe('an object that extends others', () => {
  test('has their properties, behind references too, and its own count', () => {
    const both = w.extended(
      () => [w.lazy(() => named), leaf],
      () => ({ age: w.string() }),
    )
    expect(faults(both, { name: 'a', age: 'old', leaf: true })).toBeUndefined()
    expect(faults(both, { name: 'a', age: 1 })).toEqual([
      'age: expected a string, got the number 1',
      'leaf: expected a boolean, got nothing',
    ])
  })

  test('may lack what is named', () => {
    const some = w.without(() => named, ['age'])
    expect(faults(some, { name: 'a' })).toBeUndefined()
    expect(faults(some, { name: 'a', age: 'x' })).toHaveLength(1)
  })

  test('extends nothing but objects', () => {
    expect(() =>
      faults(
        w.extended(
          () => [w.string()],
          () => ({}),
        ),
        {},
      ),
    ).toThrow('only an object can be extended')
  })
})

describe('formats', () => {
  const rows: [name: string, schema: Schema<unknown>, right: string[], wrong: string[]][] = [
    [
      'uri',
      w.uri(),
      ['', 'https://a.example/ü', 'urn:ietf:wg:oauth:2.0:oob', 'com.example.app://back'],
      ['a.example', 'https://a b', '//a.example'],
    ],
    ['dateTime', w.dateTime(), ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00+01:00'], ['2026-01-31', '']],
    ['date', w.date(), ['2026-01-31'], ['2026-13-01', '31.1.2026', '2026-01-31T12:00:00Z']],
    ['dateOrDateTime', w.dateOrDateTime(), ['2026-01-31', '2026-01-31T12:00:00Z'], ['now']],
    ['numeric', w.numeric(), ['0', '12', '-3', '0.5'], ['', '1e3', 'x']],
    ['language', w.language(), ['', 'de', 'pt-BR'], ['no language']],
  ]

  test.each(rows)('%s is looked at in strict mode only', (_, schema, right, wrong) => {
    for (const text of right)
      expect({ text, faults: faults(schema, text) }).toEqual({ text, faults: undefined })
    for (const text of wrong) {
      expect({ text, count: faults(schema, text)?.length }).toEqual({ text, count: 1 })
      expect(faults(schema, text, 'lenient')).toBeUndefined()
    }
    expect(faults(schema, 7, 'lenient')).toHaveLength(1)
  })

  test('a length in characters counts code points', () => {
    const text = w.bounded({ minCharacters: 2, maxCharacters: 3 })
    expect(faults(text, '🎉🎉🎉')).toBeUndefined()
    expect(faults(text, '🎉')).toEqual(['expected a string of 2 to 3 characters, got 1 characters'])
    expect(faults(text, 'abcd')).toHaveLength(1)
  })

  test('files are known by what they can do', () => {
    const stream = new ReadableStream()
    for (const file of [new Blob([]), new ArrayBuffer(1), new Uint8Array(1), stream])
      expect(faults(w.file(), file)).toBeUndefined()
    for (const file of ['text', {}, null]) expect(faults(w.file(), file)).toHaveLength(1)
  })
})

describe('values of another type', () => {
  test('pass in lenient mode where servers are known to send them', () => {
    const id = w.tolerant(w.string(), ['number'])
    expect(faults(id, 7, 'lenient')).toBeUndefined()
    expect(faults(id, 7)).toHaveLength(1)
    expect(faults(id, true, 'lenient')).toHaveLength(1)
    expect(
      faults(
        w.object(() => ({ id })),
        {},
        'lenient',
      ),
    ).toEqual(['id: expected a string, got nothing'])
  })

  test('anything is anything, and must be there', () => {
    for (const value of [null, 0, '', [], {}]) expect(faults(w.anything(), value)).toBeUndefined()
    expect(
      faults(
        w.object(() => ({ a: w.anything() })),
        {},
      ),
    ).toHaveLength(1)
  })

  test('null is all that is right where nothing else is described', () => {
    expect(faults(w.nothing(), null)).toBeUndefined()
    expect(faults(w.nothing(), 7)).toEqual(['expected null, got the number 7'])
    expect(faults(w.nothing(), 7, 'lenient')).toBeUndefined()
  })

  test('a number may have a fraction and must be finite', () => {
    expect(faults(w.number({ minimum: 0 }), 0.5)).toBeUndefined()
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(faults(w.number({ minimum: 0 }), value)).toHaveLength(1)
    }
  })
})

describe('null and nothing', () => {
  const person = w.object(() => ({
    name: w.string(),
    nick: w.optional(w.string()),
    born: w.nullable(w.string()),
    card: w.tolerant(w.string(), ['absent', 'object']),
    note: w.tolerant(w.string(), ['null']),
  }))
  const ada = { name: 'Ada', nick: 'a', born: null, card: 'x', note: 'y' }

  test('are the same to a lenient check where one of them is right', () => {
    const { born: _, ...bare } = { ...ada, nick: null }
    expect(faults(person, bare, 'lenient')).toBeUndefined()
    expect(faults(person, bare)).toEqual([
      'nick: expected a string, got null',
      'born: expected a string or null, got nothing',
    ])
  })

  test('pass in place of a value where servers are known to send them', () => {
    const { card: _, ...bare } = { ...ada, note: null }
    for (const value of [bare, { ...ada, card: {} }]) expect(faults(person, value, 'lenient')).toBeUndefined()
    expect(faults(person, bare)).toHaveLength(2)
    expect(faults(person, { ...ada, card: null, note: {} }, 'lenient')).toHaveLength(2)
  })

  test('are faults everywhere else', () => {
    const { name: _, ...bare } = ada
    expect(faults(person, bare, 'lenient')).toEqual(['name: expected a string, got nothing'])
    expect(faults(person, { ...ada, name: null }, 'lenient')).toEqual(['name: expected a string, got null'])
  })

  test('stay so in an object that extends another', () => {
    const more = w.extended(
      () => [person],
      () => ({ age: w.nullable(w.integer()) }),
    )
    const { born: _, ...bare } = ada
    expect(faults(more, bare, 'lenient')).toBeUndefined()
    expect(faults(more, bare)).toHaveLength(2)
  })
})
