import { describe, expect, expectTypeOf, test } from 'vitest'
import * as v from 'valibot'
import {
  array,
  boolean,
  bounded,
  constant,
  formatPath,
  integer,
  lazy,
  nullable,
  object,
  oneOf,
  optional,
  type Schema,
  string,
  validate,
} from './index.ts'

interface Person {
  name: string
  age?: number
  nick: string | null
  tags: string[]
  friend?: Person
}

const person: Schema<Person> = object(() => ({
  name: bounded({ maxGraphemes: 10 }),
  age: optional(integer({ minimum: 0, maximum: 150 })),
  nick: nullable(string()),
  tags: array(string(), { maxLength: 2 }),
  friend: optional(person),
}))

const ada = { name: 'Ada', nick: null, tags: ['x'], extra: [1.5] }

const pathsOf = (schema: Schema<unknown>, value: unknown, strictness: 'strict' | 'lenient' = 'strict') =>
  (validate(schema, value, strictness) ?? []).map(({ path, message }) => `${formatPath(path)}: ${message}`)

describe('objects', () => {
  test('a right value gives no issue and is not touched', () => {
    const frozen = Object.freeze({ ...ada, tags: Object.freeze(['x']) })
    expect(validate(person, frozen, 'strict')).toBeUndefined()
  })

  test('every fault is reported with its path', () => {
    const wrong = { name: 1, age: 'x', tags: ['a', 2, null], friend: { ...ada, name: undefined } }
    expect(pathsOf(person, wrong)).toEqual([
      'name: expected a string, got the number 1',
      'age: expected an integer, got a string of 1 character',
      'tags: expected an array of at most 2 items, got 3 items',
      'friend.name: expected a string, got nothing',
      'nick: expected a string or null, got nothing',
    ])
    expect(pathsOf(person, { ...ada, tags: [1, 'a', null] }, 'lenient')).toEqual([
      'tags[0]: expected a string, got the number 1',
      'tags[2]: expected a string, got null',
    ])
  })

  test.each([null, undefined, [], 'x', 1])('%j is not an object', (value) => {
    expect(pathsOf(person, value)).toHaveLength(1)
  })

  test('lenient mode looks at the shape only', () => {
    const odd = { ...ada, name: 'a name of many graphemes', age: 1.5, tags: ['a', 'b', 'c'] }
    expect(pathsOf(person, odd, 'lenient')).toEqual([])
    expect(pathsOf(person, odd)).toHaveLength(3)
  })

  test('an issue never holds the value', () => {
    const issues = validate(
      object(() => ({ password: integer() })),
      { password: 'hunter2' },
      'strict',
    )
    expect(JSON.stringify(issues)).not.toContain('hunter2')
  })

  test('a name that every object inherits is absent unless the object has it', () => {
    const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty']
    const fields = Object.fromEntries(names.map((name) => [name, optional(string())]))
    Object.defineProperty(fields, '__proto__', { value: optional(string()), enumerable: true })
    const odd = object(() => fields)
    expect(pathsOf(odd, {})).toEqual([])
    expect(pathsOf(odd, JSON.parse('{"constructor": 1, "__proto__": 2}'))).toHaveLength(2)
    expect(pathsOf(odd, JSON.parse('{"constructor": "x", "__proto__": "y"}'))).toEqual([])
    expect(
      pathsOf(
        object(() => ({ constructor: string() })),
        {},
      ),
    ).toEqual(['constructor: expected a string, got nothing'])
  })

  test('nesting without end is refused, not a crash', () => {
    let deep: object = ada
    for (let i = 0; i < 100_000; i++) deep = { ...ada, friend: deep }
    const issues = validate(person, deep, 'lenient')
    expect(issues?.[0]?.message).toContain('levels of nesting')
  })

  test('a thousand levels are fine', () => {
    let deep: object = ada
    for (let i = 0; i < 1_000; i++) deep = { ...ada, friend: deep }
    expect(validate(person, deep, 'strict')).toBeUndefined()
  })

  test('the number of issues is bounded, and their paths stay right', () => {
    const issues = validate(
      array(object(() => ({ a: string() }))),
      Array.from({ length: 500 }, () => ({})),
      'strict',
    )
    expect(issues).toHaveLength(100)
    expect(issues?.map(({ path }) => path)).toEqual(Array.from({ length: 100 }, (_, i) => [i, 'a']))
  })
})

describe('strings', () => {
  test.each([
    ['bytes of UTF-8', { maxLength: 4 }, '€a', '€€'],
    ['bytes of a surrogate pair', { maxLength: 4 }, '😀', '😀a'],
    ['bytes, at least', { minLength: 3 }, '€', 'ab'],
    ['graphemes', { maxGraphemes: 2 }, '👨‍👩‍👧‍👦🇸🇪', 'abc'],
    ['graphemes, at least', { minGraphemes: 2 }, 'ab', '👨‍👩‍👧‍👦'],
  ])('%s', (_, constraints, right, wrong) => {
    expect(validate(bounded(constraints), right, 'strict')).toBeUndefined()
    expect(validate(bounded(constraints), wrong, 'strict')).toHaveLength(1)
    expect(validate(bounded(constraints), wrong, 'lenient')).toBeUndefined()
  })
})

describe('values', () => {
  test.each<[string, Schema<unknown>, unknown[], unknown[]]>([
    ['a lone minimum', integer({ minimum: 0 }), [0, 9], [-1]],
    ['a lone maximum', integer({ maximum: 5 }), [-9, 5], [6]],
    ['integers', integer(), [0, -1, Number.MAX_SAFE_INTEGER], [1.5, NaN, Infinity, 2 ** 53]],
    ['closed sets', oneOf(['a', 'b']), ['a'], ['c', '']],
    ['constants', constant(true), [true], [false]],
    ['booleans', boolean(), [true, false], []],
    ['lazy schemas', lazy(() => string()), ['x'], []],
  ])('%s', (_, schema, right, wrong) => {
    for (const value of right) expect(validate(schema, value, 'strict')).toBeUndefined()
    for (const value of wrong) expect(validate(schema, value, 'strict')).toHaveLength(1)
    for (const value of wrong) expect(validate(schema, value, 'lenient')).toBeUndefined()
    for (const mode of ['strict', 'lenient'] as const)
      expect(validate(schema, { a: 1 }, mode)).toHaveLength(1)
  })
})

describe('valibot', () => {
  test('a schema is a valibot schema', () => {
    expectTypeOf(person).toExtend<v.GenericSchema<unknown, Person>>()
    expectTypeOf<v.InferOutput<typeof person>>().toEqualTypeOf<Person>()
    expect(v.parse(person, ada)).toBe(ada)
    expect(v.is(person, { ...ada, name: 1 })).toBe(false)
  })

  test('its issues flatten', () => {
    const result = v.safeParse(person, { ...ada, tags: ['a', 1] })
    expect(result.success).toBe(false)
    expect(v.flatten(result.issues!).nested).toEqual({ 'tags.1': ['expected a string, got the number 1'] })
  })

  test('it stands in a pipe and in an object of valibot', () => {
    const adult = v.object({
      who: v.pipe(
        person,
        v.check(({ age }) => (age ?? 0) >= 18, 'too young'),
      ),
    })
    expect(v.safeParse(adult, { who: { ...ada, age: 30 } }).success).toBe(true)
    expect(v.safeParse(adult, { who: { ...ada, age: 3 } }).issues?.[0].message).toBe('too young')
    expect(v.safeParse(adult, { who: { ...ada, age: 'x' } }).success).toBe(false)
  })

  test('it is a Standard Schema', async () => {
    expect(await person['~standard'].validate(ada)).toEqual({ value: ada })
    const { issues } = person['~standard'].validate({ ...ada, name: 1 })
    expect(issues?.[0]).toMatchObject({ path: ['name'], message: 'expected a string, got the number 1' })
  })
})
