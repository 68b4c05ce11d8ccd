/** What a call makes of the answers of servers that refuse, and of those of proxies before them. */
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  ForbiddenError,
  GoneError,
  isRateLimitError,
  isUnprocessableEntityError,
  isValidationError,
  MastodonClient,
  NotFoundError,
  RateLimitError,
  ResponseError,
  UnauthorizedError,
  UnprocessableEntityError,
} from '../src/index.ts'
import { failure } from './failure.ts'

const SERVER = 'https://server.test'
const LISTS = '/api/v1/lists'
const list = { id: '1', title: 'Friends' }

const client = new MastodonClient({ url: SERVER, accessToken: 'abc-123', retry: { initialDelay: 1 } })
const lists = () => client.api.v1.lists.get()

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

describe('after a refusal', () => {
  test('a call waits for the seconds of Retry-After', async () => {
    nock(SERVER).get(LISTS).reply(429, '', { 'retry-after': '1' }).get(LISTS).reply(200, [list])
    const start = performance.now()
    expect(await lists()).toEqual([list])
    expect(performance.now() - start).toBeGreaterThan(950)
  })

  test('a call waits for the date of X-RateLimit-Reset', async () => {
    const reset = Date.now() + 400
    nock(SERVER)
      .get(LISTS)
      .reply(429, { error: 'Too many requests' }, { 'x-ratelimit-reset': new Date(reset).toISOString() })
      .get(LISTS)
      .reply(200, [list])
    expect(await lists()).toEqual([list])
    expect(Date.now()).toBeGreaterThanOrEqual(reset - 20)
  })

  test('that lasts, a RateLimitError has what the server says of the limit', async () => {
    const headers = {
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(Date.now() + 3_600_000).toISOString(),
    }
    nock(SERVER).get(LISTS).reply(429, { error: 'Too many requests' }, headers)
    const error = await failure(lists())
    expect(isRateLimitError(error)).toBe(true)
    expect(error).toMatchObject({
      status: 429,
      description: 'Too many requests',
      rateLimit: { limit: 300, remaining: 0, reset: new Date(headers['x-ratelimit-reset']) },
    })
  })

  test('that lasts and says nothing of a limit, a RateLimitError has none', async () => {
    nock(SERVER).get(LISTS).times(3).reply(429, '', { 'retry-after': '0' })
    const error = await failure(lists())
    expect(error).toBeInstanceOf(RateLimitError)
    expect((error as RateLimitError).rateLimit).toBeUndefined()
    expect(nock.pendingMocks()).toEqual([])
  })

  test('a write is sent again if nothing was done, and not otherwise', async () => {
    const write = () => client.api.v1.lists.post({ body: { title: 'Friends' } })
    const sent = { title: 'Friends' }
    nock(SERVER).post(LISTS, sent).reply(429, '').post(LISTS, sent).reply(200, list)
    expect(await write()).toEqual(list)
    nock(SERVER).post(LISTS).reply(503, 'busy').post(LISTS).reply(200, list)
    expect(await failure(write())).toMatchObject({ status: 503 })
    expect(nock.pendingMocks()).toHaveLength(1)
  })
})

describe('an error', () => {
  test.each([
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [410, GoneError],
    [422, UnprocessableEntityError],
    [429, RateLimitError],
    [400, ResponseError],
    [418, ResponseError],
    [500, ResponseError],
  ])('with status %i has its class', async (status, Class) => {
    nock(SERVER).get(LISTS).times(3).reply(status, { error: 'This is not possible' })
    const error = await failure(lists())
    expect(error.constructor).toBe(Class)
    expect(error).toBeInstanceOf(ResponseError)
    expect(error).toMatchObject({
      name: Class.name,
      status,
      error: '',
      description: 'This is not possible',
      message: expect.stringMatching(`^listLists: ${status} This is not possible( \\(after 3 attempts\\))?$`),
      body: { error: 'This is not possible' },
    })
  })

  test('has name and words apart where the server sends both', async () => {
    const body = { error: 'invalid_token', error_description: 'The access token was revoked' }
    nock(SERVER).get(LISTS).reply(401, body)
    expect(await failure(lists())).toMatchObject({
      error: 'invalid_token',
      description: 'The access token was revoked',
      message: 'listLists: 401 invalid_token: The access token was revoked',
    })
  })

  test('has what is wrong with each field', async () => {
    const details = { username: [{ error: 'ERR_TAKEN', description: 'has already been taken' }] }
    nock(SERVER).post('/api/v1/accounts').reply(422, { error: 'Validation failed: Username', details })
    const account = { username: 'a', email: 'a@a.test', password: 'p', agreement: true, locale: 'en' }
    const error = await failure(client.api.v1.accounts.post({ body: account }))
    expect(isUnprocessableEntityError(error) && error.details?.['username']?.[0]?.error).toBe('ERR_TAKEN')
    expect(error).toMatchObject({ description: 'Validation failed: Username', details })
  })

  test.each([['none'], [null], [{ username: 'taken' }]])(
    'leaves out details of another form: %j',
    async (details) => {
      nock(SERVER).get(LISTS).reply(422, { error: 'No', details })
      expect(await failure(lists())).toMatchObject({ status: 422, details: undefined, body: { details } })
    },
  )

  test('that is the page of a proxy has its status and title', async () => {
    const page = '<!DOCTYPE html>\n<html><head><title>\n 502 Bad Gateway </title></head><body>…</body></html>'
    nock(SERVER).get(LISTS).times(3).reply(502, page, { 'content-type': 'text/html' })
    const error = await failure(lists())
    expect(error.constructor).toBe(ResponseError)
    expect(error).toMatchObject({ status: 502, error: '', description: '502 Bad Gateway', body: page })
  })

  test.each([
    ['an empty body', ''],
    ['half of a body', '{"error": "Somethi'],
    ['a body that is no object', '"Oh no"'],
    ['null', 'null'],
  ])('with %s has its status', async (_, body) => {
    nock(SERVER).get(LISTS).times(3).reply(500, body)
    expect(await failure(lists())).toMatchObject({
      status: 500,
      error: '',
      message: 'listLists: 500 (after 3 attempts)',
    })
  })

  test('has the headers of the answer', async () => {
    nock(SERVER).get(LISTS).reply(403, '', { 'x-request-id': 'abc' })
    const error = await failure(lists())
    expect(error instanceof ResponseError && error.headers.get('x-request-id')).toBe('abc')
  })
})

describe('an answer', () => {
  test('that is not JSON is a ValidationError with its beginning', async () => {
    for (const body of ['[{"id": "1", "tit', '<html><title>Log in to the café</title></html>', '']) {
      nock(SERVER).get(LISTS).reply(200, body)
      const error = await failure(lists())
      expect(isValidationError(error)).toBe(true)
      expect(error.message).toBe(
        `response of listLists (200 from https://server.test/api/v1/lists) is not valid: expected JSON, got ${
          body ? `a body that begins with ${JSON.stringify(body)}` : 'an empty body'
        }`,
      )
    }
  })

  test('may be empty where the description has 204', async () => {
    nock(SERVER).get('/api/v1/donation_campaigns').reply(204)
    expect(await client.api.v1.donation_campaigns.get()).toBeUndefined()
    nock(SERVER).get(LISTS).reply(204)
    expect(isValidationError(await failure(lists()))).toBe(true)
  })

  test('may be empty where an empty object will do', async () => {
    nock(SERVER).delete('/api/v1/lists/1').reply(200, '').delete('/api/v1/lists/1').reply(204)
    expect(await client.api.v1.lists('1').delete()).toEqual({})
    expect(await client.api.v1.lists('1').delete()).toEqual({})
  })
})
