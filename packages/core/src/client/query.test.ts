import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeQuery } from './query.ts'

describe('a query', () => {
  test.each<[object, string]>([
    [{}, ''],
    [{ limit: 20, local: true, remote: false, q: 'a b&c' }, 'limit=20&local=true&remote=false&q=a+b%26c'],
    [{ id: ['1', '2'], tag: ['a', 'b'] }, 'id%5B%5D=1&id%5B%5D=2&tag=a&tag=b'],
    [{ a: undefined, b: null, c: [], zero: 0, empty: '' }, 'zero=0&empty='],
  ])('%o is %s', (params, query) => {
    expect(encodeQuery(params, ['id'])).toBe(query)
  })

  test('gives back every value, whatever characters it holds', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean())
    const params = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(value, fc.array(value)), {
      noNullPrototype: true,
    })
    fc.assert(
      fc.property(params, (params) => {
        const expected = Object.entries(params).flatMap(([name, value]) =>
          Array.isArray(value) ? value.map((item) => [`${name}[]`, String(item)]) : [[name, String(value)]],
        )
        expect([...new URLSearchParams(encodeQuery(params, Object.keys(params)))]).toEqual(expected)
      }),
    )
  })
})
