import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readRateLimit, readRetryDelay } from '../base/rate-limit.ts'
import { hideTokens } from '../client/secrets.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { CallArgs } from '../client/prepare.ts'
import { sendTo } from '../client/send.ts'
import { isNetworkError } from '../errors/network-error.ts'
import { isResponseError } from '../errors/response-error.ts'
import { isRateLimitError, isUnauthorizedError } from '../errors/status-errors.ts'
import { isTimeoutError } from '../errors/timeout-error.ts'
import type { FetchHandler } from './fetch-handler.ts'
import { kyHandler } from './ky.ts'

const SERVER = 'https://server.test'
const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'x'.repeat(20)}.sig`

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

const reset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
const quick = { retry: { initialDelay: 1 } }

async function get(
  handler: FetchHandler,
  args: CallArgs & Partial<Pick<Endpoint, 'method'>> = {},
): Promise<unknown> {
  const { method = 'GET', body } = args
  const endpoint = {
    name: 'com.example.get',
    method,
    path: '/x',
    ...(body !== undefined && { body: '*/*' }),
    output: 'text/plain',
  } as Endpoint
  const { data } = await sendTo(`${SERVER}/x`, endpoint, { timeout: 5_000, ...(args as object) }, handler)
  return data
}

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )

describe('trying again', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('a read after %i', async (status) => {
    nock(SERVER).get('/x').reply(status, 'busy').get('/x').reply(200, 'fine')
    expect(await get(kyHandler(quick))).toBe('fine')
  })

  test('a read after a connection that broke', async () => {
    nock(SERVER).get('/x').replyWithError(reset()).get('/x').reply(200, 'fine')
    expect(await get(kyHandler(quick))).toBe('fine')
  })

  test('ends after two further attempts', async () => {
    const scope = nock(SERVER).get('/x').times(3).reply(503, 'busy').get('/x').reply(200, 'too late')
    expect(await failure(get(kyHandler(quick)))).toMatchObject({ status: 503 })
    expect(scope.pendingMocks()).toHaveLength(1)
  })

  test('is left alone for a call that asks for it', async () => {
    const scope = nock(SERVER).get('/x').reply(503, 'busy').get('/x').reply(200, 'not asked for')
    expect(await failure(get(kyHandler(quick), { retry: false }))).toMatchObject({ status: 503 })
    expect(scope.pendingMocks()).toHaveLength(1)
  })

  test('ends with a NetworkError if no attempt was answered', async () => {
    nock(SERVER).get('/x').times(3).replyWithError(reset())
    expect(isNetworkError(await failure(get(kyHandler(quick))))).toBe(true)
  })

  test.each([400, 401, 403, 404])('not after %i', async (status) => {
    const scope = nock(SERVER).get('/x').reply(status).get('/x').reply(200, 'fine')
    expect(await failure(get(kyHandler(quick)))).toMatchObject({ status })
    expect(scope.pendingMocks()).toHaveLength(1)
  })

  test('a write only after 429, which says that nothing was done', async () => {
    nock(SERVER).post('/x', 'body').reply(429, '').post('/x', 'body').reply(200, 'fine')
    expect(await get(kyHandler(quick), { method: 'POST', body: new Blob(['body']) })).toBe('fine')
    nock(SERVER).post('/x').reply(503, '')
    expect(await failure(get(kyHandler(quick), { method: 'POST', body: new Blob(['body']) }))).toMatchObject({
      status: 503,
    })
    nock(SERVER).post('/x').replyWithError(reset())
    expect(isNetworkError(await failure(get(kyHandler(quick), { method: 'POST' })))).toBe(true)
  })

  test('never a body that is a stream', async () => {
    nock(SERVER).post('/x').reply(429, '')
    const body = new Blob(['abc']).stream()
    const sent = get(kyHandler(quick), { method: 'POST', body })
    expect(await failure(sent)).toMatchObject({ status: 429 })
  })

  test('waits as long as the server asks', async () => {
    nock(SERVER).get('/x').reply(503, '', { 'retry-after': '1' }).get('/x').reply(200, 'fine')
    const start = performance.now()
    expect(await get(kyHandler(quick))).toBe('fine')
    expect(performance.now() - start).toBeGreaterThan(950)
  })

  test('hands the refusal on if the server asks for longer than is allowed', async () => {
    nock(SERVER)
      .get('/x')
      .reply(429, '', { 'ratelimit-reset': String(Math.round(Date.now() / 1000) + 300) })
    expect(isRateLimitError(await failure(get(kyHandler(quick))))).toBe(true)
  })

  test('an abort ends the wait', async () => {
    nock(SERVER).get('/x').reply(503, '', { 'retry-after': '30' })
    const reason = new Error('enough')
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), 50)
    expect(await failure(get(kyHandler(quick), { signal: controller.signal }))).toBe(reason)
  })
})

describe('errors', () => {
  test('a timeout says how long was allowed, and covers the body', async () => {
    const slow: FetchHandler = async (_, { signal }) => {
      const start = (body: ReadableStreamDefaultController) =>
        signal?.addEventListener('abort', () => body.error(signal.reason))
      return new Response(new ReadableStream({ start }))
    }
    const error = await failure(get(slow, { timeout: 50 }))
    expect(isTimeoutError(error)).toBe(true)
    expect(error.message).toBe('com.example.get: no complete response within 50 ms')
  })

  test('XRPC, Mastodon and OAuth bodies are read', async () => {
    nock(SERVER).get('/x').reply(400, { error: 'InvalidSwap', message: 'Record was at another revision' })
    nock(SERVER).get('/x').reply(401, { error: 'The access token is invalid' })
    nock(SERVER).get('/x').reply(400, { error: 'invalid_grant', error_description: 'The code has expired' })
    const first = await failure(get(fetch))
    expect(isResponseError(first, 'InvalidSwap')).toBe(true)
    expect(isResponseError(first, 'Other')).toBe(false)
    expect(first.message).toBe('com.example.get: 400 InvalidSwap: Record was at another revision')
    const second = await failure(get(fetch))
    expect(isUnauthorizedError(second)).toBe(true)
    expect(second.message).toBe('com.example.get: 401 The access token is invalid')
    expect((await failure(get(fetch))).message).toBe(
      'com.example.get: 400 invalid_grant: The code has expired',
    )
  })

  test('an HTML page keeps its status and gives its title', async () => {
    nock(SERVER).get('/x').reply(502, '<html><head><title> Bad gateway </title></head><body>…</body></html>')
    expect((await failure(get(fetch))).message).toBe('com.example.get: 502 Bad gateway')
  })

  test('an empty body gives the status', async () => {
    nock(SERVER).get('/x').reply(404)
    expect((await failure(get(fetch))).message).toBe('com.example.get: 404')
  })

  test('a token that the server repeats is not shown', async () => {
    nock(SERVER)
      .get('/x')
      .reply(401, { error: 'InvalidToken', message: `Bad token ${TOKEN}` })
    const error = await failure(get(fetch))
    expect(error.message).toBe('com.example.get: 401 InvalidToken: Bad token [token]')
    expect(hideTokens('Authorization: Bearer abc.123')).toBe('Authorization: [token]')
    expect(hideTokens('Bearer token mismatch, DPoP proof')).toBe('Bearer token mismatch, DPoP proof')
  })
})

describe('rate limits', () => {
  const now = Date.UTC(2026, 0, 1)

  test.each([
    ['60', 60_000],
    [String(now / 1000 + 90), 90_000],
    [new Date(now + 120_000).toISOString(), 120_000],
  ])('reset %s', (reset, wait) => {
    const headers = new Headers({
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '7',
      'x-ratelimit-reset': reset,
    })
    expect(readRateLimit(headers, now)).toEqual({ limit: 300, remaining: 7, reset: new Date(now + wait) })
    expect(readRetryDelay(headers, now)).toBe(wait)
  })

  test('Retry-After in seconds or as a date goes first', () => {
    expect(readRetryDelay(new Headers({ 'retry-after': '5', 'ratelimit-reset': '60' }), now)).toBe(5_000)
    const date = new Date(now + 7_000).toUTCString()
    expect(readRetryDelay(new Headers({ 'retry-after': date }), now)).toBe(7_000)
    expect(
      readRetryDelay(new Headers({ 'retry-after': new Date(now - 7_000).toUTCString() }), now),
    ).toBeUndefined()
    expect(readRetryDelay(new Headers({ 'retry-after': 'soon' }), now)).toBeUndefined()
    expect(readRateLimit(new Headers(), now)).toBeUndefined()
  })
})
