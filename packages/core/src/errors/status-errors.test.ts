import { describe, expect, test } from 'vitest'
import { isResponseError, ResponseError } from './response-error.ts'
import {
  isForbiddenError,
  isGoneError,
  isNotFoundError,
  isRateLimitError,
  isUnauthorizedError,
  isUnprocessableEntityError,
  responseError,
} from './status-errors.ts'
import { TypefedError } from './typefed-error.ts'

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  error: '',
  description: 'No',
  body: { error: 'No' },
})

const GUARDS = {
  401: isUnauthorizedError,
  403: isForbiddenError,
  404: isNotFoundError,
  410: isGoneError,
  422: isUnprocessableEntityError,
  429: isRateLimitError,
}

describe('a status', () => {
  test.each(Object.keys(GUARDS).map(Number))('%i is known by its own guard alone', (status) => {
    const error = responseError('listPosts', answer(status))
    expect(Object.entries(GUARDS).filter(([, guard]) => guard(error))).toEqual([
      [String(status), GUARDS[status as keyof typeof GUARDS]],
    ])
    expect(isResponseError(error)).toBe(true)
    expect(error).toBeInstanceOf(TypefedError)
    expect(error.name).toBe(error.constructor.name)
  })

  test.each([400, 405, 500, 503])('%i has no class of its own', (status) => {
    const error = responseError('listPosts', answer(status))
    expect(error.constructor).toBe(ResponseError)
    expect(error.name).toBe('ResponseError')
    expect(Object.values(GUARDS).some((guard) => guard(error))).toBe(false)
  })
})

test('no guard takes what is no error of a server', () => {
  for (const guard of [...Object.values(GUARDS), isResponseError]) {
    for (const other of [undefined, null, new Error('404'), { status: 404, name: 'NotFoundError' }]) {
      expect(guard(other)).toBe(false)
    }
  }
})

test('the message has the call, the status and what the server says', () => {
  const messageOf = (said: object) => responseError('listPosts', { ...answer(422), ...said }).message
  expect(messageOf({})).toBe('listPosts: 422 No')
  expect(messageOf({ error: 'invalid' })).toBe('listPosts: 422 invalid: No')
  expect(messageOf({ error: 'invalid', description: '' })).toBe('listPosts: 422 invalid')
  expect(messageOf({ description: '' })).toBe('listPosts: 422')
})

test('a refusal can be known by the name of its error', () => {
  const error = responseError('listPosts', { ...answer(400), error: 'invalid_grant' })
  expect(isResponseError(error, 'invalid_grant')).toBe(true)
  expect(isResponseError(error, 'invalid_scope')).toBe(false)
})

describe('the limit of a RateLimitError', () => {
  const limitOf = (headers: Record<string, string>) => {
    const error = responseError('listPosts', answer(429, headers))
    return isRateLimitError(error) ? error.rateLimit : expect.unreachable('no RateLimitError')
  }

  test('is what the headers say', () => {
    const headers = {
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '2026-01-31T12:00:00.123456Z',
    }
    const reset = new Date('2026-01-31T12:00:00.123Z')
    expect(limitOf(headers)).toEqual({ limit: 300, remaining: 0, reset })
  })

  test('is undefined if they say nothing that makes sense', () => {
    expect(limitOf({})).toBeUndefined()
    expect(limitOf({ 'x-ratelimit-limit': '300', 'x-ratelimit-reset': 'soon' })).toBeUndefined()
  })
})
