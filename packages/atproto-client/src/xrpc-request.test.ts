import type { Endpoint } from '@typefed/core/internal'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyOf, pathOf } from './request.ts'

const endpoint: Endpoint = { nsid: 'com.example.get', kind: 'query' }
const upload = (input: string): Endpoint => ({ nsid: 'com.example.put', kind: 'procedure', input })

describe('a query string', () => {
  test('gives back every value, whatever characters it holds', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean())
    const params = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(value, fc.array(value)), {
      noNullPrototype: true,
    })
    const property = fc.property(params, (given) => {
      const { searchParams } = new URL(pathOf(endpoint, given), 'https://server.test')
      const expected = Object.entries(given).flatMap(([name, value]) =>
        [value].flat().map((item) => [name, String(item)]),
      )
      expect([...searchParams]).toEqual(expected)
    })
    fc.assert(property)
  })

  test('leaves out what is undefined, and the question mark if nothing is left', () => {
    expect(pathOf(endpoint, { a: undefined, b: null, c: [] })).toBe('/xrpc/com.example.get')
    expect(pathOf(endpoint, undefined)).toBe('/xrpc/com.example.get')
    expect(pathOf(endpoint, { a: [1, 2], b: false })).toBe('/xrpc/com.example.get?a=1&a=2&b=false')
  })
})

describe('a body', () => {
  const typeOf = (...args: Parameters<typeof bodyOf>) =>
    new Headers(bodyOf(...args).headers).get('content-type')

  test('that is binary has the type of the call, of the blob, or of the description', () => {
    const blob = new Blob(['x'], { type: 'image/png' })
    expect(typeOf(upload('*/*'), blob, 'image/webp')).toBe('image/webp')
    expect(typeOf(upload('*/*'), blob, undefined)).toBe('image/png')
    expect(typeOf(upload('video/mp4'), new Uint8Array(1), undefined)).toBe('video/mp4')
    expect(typeOf(upload('*/*'), new Uint8Array(1), undefined)).toBe('application/octet-stream')
  })

  test('that is a stream goes out while it is read', () => {
    expect(bodyOf(upload('*/*'), new Blob(['x']).stream(), undefined)).toMatchObject({ duplex: 'half' })
  })

  test('is left out where there is none', () => {
    expect(bodyOf(endpoint, { a: 1 }, undefined)).toEqual({})
    expect(bodyOf(upload('application/json'), undefined, undefined)).toEqual({})
    expect(bodyOf(upload('application/json'), { a: 1 }, undefined).body).toBe('{"a":1}')
  })
})
