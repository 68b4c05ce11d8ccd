import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anything } from '../wire/index.ts'
import type { Endpoint } from './endpoint.ts'
import { type CallArgs, prepare } from './prepare.ts'
import { targetOf } from './target.ts'

const get: Endpoint = { name: 'com.example.get', method: 'GET', path: '/xrpc/com.example.get' }
const put = (body: NonNullable<Endpoint['body']>): Endpoint => ({
  ...get,
  name: 'com.example.put',
  method: 'POST',
  body,
})
const initOf = (endpoint: Endpoint, args: CallArgs) =>
  prepare(endpoint, args, {}, 'https://server.test/').init

describe('a query string', () => {
  test('holds every value, whatever characters are in it', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean())
    const params = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(value, fc.array(value)), {
      noNullPrototype: true,
    })
    const property = fc.property(params, (given) => {
      const { searchParams } = new URL(targetOf(get, { params: given }), 'https://server.test')
      const expected = Object.entries(given).flatMap(([name, value]) =>
        [value].flat().map((item) => [name, String(item)]),
      )
      expect([...searchParams]).toEqual(expected)
    })
    fc.assert(property)
  })

  test('leaves out undefined and null, and the question mark if nothing is left', () => {
    expect(targetOf(get, { params: { a: undefined, b: null, c: [] } })).toBe('/xrpc/com.example.get')
    expect(targetOf(get, {})).toBe('/xrpc/com.example.get')
    expect(targetOf(get, { params: { a: [1, 2], b: false } })).toBe('/xrpc/com.example.get?a=1&a=2&b=false')
  })
})

describe('a body', () => {
  test('that is binary has the type of the call, of the blob, or of the description', () => {
    const typeOf = (type: string, body: unknown, contentType?: string) =>
      initOf(put(type), { body, ...(contentType && { contentType }) }).headers['content-type']
    const blob = new Blob(['x'], { type: 'image/png' })
    expect(typeOf('*/*', blob, 'image/webp')).toBe('image/webp')
    expect(typeOf('*/*', blob)).toBe('image/png')
    expect(typeOf('video/mp4', new Uint8Array(1))).toBe('video/mp4')
    expect(typeOf('*/*', new Uint8Array(1))).toBe('application/octet-stream')
    expect(typeOf('*/*', new FormData())).toBeUndefined()
  })

  test('that is a stream goes out while it is read', () => {
    expect(initOf(put('*/*'), { body: new Blob(['x']).stream() })).toMatchObject({ duplex: 'half' })
  })

  test('that should be a file is refused if it is none', () => {
    expect(() => initOf(put('*/*'), { body: 'picture.png' })).toThrow(
      'body of com.example.put is not valid: expected a Blob, a File, bytes or a stream, got a string of 11 characters: a path is no file, read it first',
    )
  })

  test('is left out where there is none', () => {
    expect(initOf(get, {})).not.toHaveProperty('body')
    expect(initOf(put(anything()), {})).not.toHaveProperty('body')
    expect(initOf(put('application/json'), { body: { a: 1 } }).body).toBe('{"a":1}')
  })
})

describe('headers', () => {
  test('have one value, that of the call, however their names are written', () => {
    const { init } = prepare(get, { headers: { ACCEPT: 'b' } }, { headers: { Accept: 'a', 'X-Y': 'z' } }, '/')
    expect(init.headers).toEqual({ accept: 'b', 'x-y': 'z' })
  })
})
