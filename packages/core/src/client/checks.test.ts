import { describe, expect, test, vi } from 'vitest'
import { isValidationError, type ValidationError } from '../errors/validation-error.ts'
import { array, integer, object, string } from '../wire/index.ts'
import { checkResponse, parseJson, requireValid } from './checks.ts'
import type { ClientSettings } from './options.ts'

interface Post {
  readonly id: string
  readonly likes: number
}

const posts = array<Post[]>(object(() => ({ id: string(), likes: integer({ minimum: 0 }) })))
const good = { id: '1', likes: 3 }

function check(value: unknown, settings: ClientSettings = {}): void {
  checkResponse('response of listPosts', posts, value, settings)
}

function errorOf(call: () => void): ValidationError {
  try {
    call()
  } catch (error) {
    if (isValidationError(error)) return error
    throw error
  }
  return expect.unreachable('it should have failed')
}

describe('a response that does not fit', () => {
  const page = () => [good, { id: 'secret', likes: 'many' }, { likes: 1 }]

  test('is thrown as an error with path and kind, without the value', () => {
    const error = errorOf(() => check(page()))
    expect(error.issues.map(({ path }) => path)).toEqual([
      [1, 'likes'],
      [2, 'id'],
    ])
    expect(error.message).toBe(
      'response of listPosts is not valid: [1].likes: expected an integer, got a string of 4 characters; ' +
        '[2].id: expected a string, got nothing',
    )
  })

  test('is told of, and left as it is, in mode warn', () => {
    const onWarning = vi.fn<(error: ValidationError) => void>()
    const value = page()
    check(value, { validate: 'warn', onWarning })
    expect(value).toEqual(page())
    expect(onWarning).toHaveBeenCalledOnce()
    expect(onWarning.mock.calls[0]?.[0].issues).toHaveLength(2)
  })

  test('is told of on the console if nobody listens', () => {
    using warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    check(page(), { validate: 'warn' })
    expect(warn).toHaveBeenCalledOnce()
    expect(isValidationError(warn.mock.calls[0]?.[0])).toBe(true)
  })

  test('loses its bad items where that is asked for, and all are told of', () => {
    const onWarning = vi.fn<(error: ValidationError) => void>()
    const value = page()
    check(value, { validate: 'warn', badItems: 'drop', onWarning })
    expect(value).toEqual([good])
    expect(onWarning.mock.calls[0]?.[0].issues).toHaveLength(2)
  })

  test('keeps its bad items in the other modes', () => {
    const value = page()
    errorOf(() => check(value, { validate: 'throw', badItems: 'drop' }))
    check(value, { validate: 'off', badItems: 'drop' })
    expect(value).toEqual(page())
  })

  test('passes unseen in mode off', () => {
    const onWarning = vi.fn<() => void>()
    check('nonsense', { validate: 'off', strictness: 'strict', onWarning })
    expect(onWarning).not.toHaveBeenCalled()
  })
})

describe('a response that fits', () => {
  test('is told of in no mode', () => {
    const onWarning = vi.fn<() => void>()
    for (const validate of ['throw', 'warn', 'off'] as const) check([good], { validate, onWarning })
    expect(onWarning).not.toHaveBeenCalled()
  })

  test('need not keep bounds, unless that is asked for', () => {
    const value = [{ id: '1', likes: -1 }]
    check(value)
    const error = errorOf(() => check(value, { strictness: 'strict' }))
    expect(error.issues[0]).toMatchObject({ path: [0, 'likes'], received: 'the number -1' })
  })
})

test('what is to be sent must keep all of its description', () => {
  expect(() => requireValid('input of a', posts, [good])).not.toThrow()
  const error = errorOf(() => requireValid('input of a', posts, [{ id: '1', likes: -1 }]))
  expect(error.message).toMatch(/^input of a is not valid: \[0\]\.likes: /)
})

describe('a text that should be JSON', () => {
  test('is read', () => {
    expect(parseJson('answer', '[1]')).toEqual([1])
  })

  test.each([
    ['', 'an empty body'],
    ['<html>', 'a body that begins with "<html>"'],
    ['{"token": "abc-123', 'a body that begins with "{\\"token\\": \\"[token]"'],
    ['{"x": "eyJhbGciOiJIUzI1NiIsInR5cCI', 'a body that begins with "{\\"x\\": \\"[token]"'],
  ])('is refused, and shown without secrets: %j', (text, received) => {
    const error = errorOf(() => parseJson('answer to a', text))
    expect(error.message).toBe(`answer to a is not valid: expected JSON, got ${received}`)
    expect(error.issues).toMatchObject([{ path: [], received }])
    expect(error.cause).toBeUndefined()
  })
})
