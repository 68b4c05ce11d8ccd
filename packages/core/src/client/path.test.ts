import { isValidationError, type ValidationError } from '../errors/validation-error.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillPath } from './path.ts'

const CONTEXT = '/api/v1/statuses/{id}/context'

describe('a path', () => {
  test.each([
    ['1', '/api/v1/statuses/1/context'],
    ['a/b', '/api/v1/statuses/a%2Fb/context'],
    ['a?b#c', '/api/v1/statuses/a%3Fb%23c/context'],
    ['../x', '/api/v1/statuses/..%2Fx/context'],
    ['%2e%2e', '/api/v1/statuses/%252e%252e/context'],
    ['caffè ☕', '/api/v1/statuses/caff%C3%A8%20%E2%98%95/context'],
    ['...', '/api/v1/statuses/.../context'],
    ['$&', '/api/v1/statuses/%24%26/context'],
  ])('takes %s', (id, path) => {
    expect(fillPath(CONTEXT, { id })).toBe(path)
  })

  test('takes several parameters, or none', () => {
    expect(fillPath('/api/v1/x/{id}/y/{name}', { id: '{name}', name: 'b' })).toBe('/api/v1/x/%7Bname%7D/y/b')
    expect(fillPath('/health', {})).toBe('/health')
  })

  test.each(['', '.', '..', '\ud800', 7, null, undefined, true, ['x'], {}, new String('x')])(
    'refuses %j and names the parameter',
    (id) => {
      const refusal = (): ValidationError => {
        try {
          fillPath(CONTEXT, { id })
        } catch (error) {
          if (isValidationError(error)) return error
        }
        return expect.unreachable()
      }
      expect(refusal().message).toContain(`path ${CONTEXT} is not valid: id: expected a string`)
      expect(refusal().issues[0]?.path).toEqual(['id'])
    },
  )

  test('does not take what every object has', () => {
    expect(() => fillPath('/x/{constructor}', {})).toThrow('constructor: expected a string')
  })

  test('leads where its template does, and holds the value, whatever it is', () => {
    const base = 'https://a.test'
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        fc.pre(id !== '.' && id !== '..')
        const url = new URL(fillPath(CONTEXT, { id }), base)
        const segments = url.pathname.split('/')
        expect([...segments.slice(0, 4), ...segments.slice(5)]).toEqual([
          '',
          'api',
          'v1',
          'statuses',
          'context',
        ])
        expect(decodeURIComponent(segments[4] ?? '')).toBe(id)
        expect([url.origin, url.search, url.hash]).toEqual([base, '', ''])
      }),
    )
  })
})
