/** Who is told of an answer, and through what requests go. */
import nock from 'nock'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  type FetchHandler,
  isNetworkError,
  MastodonClient,
  type RateLimit,
  type ResponseInfo,
} from '../src/index.ts'
import { failure } from './failure.ts'

const SERVER = 'https://server.test'
const LISTS = '/api/v1/lists'

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

const client = new MastodonClient({ url: SERVER, accessToken: 'token', retry: { initialDelay: 1 } })

test('onResponse is told status, headers and address, before the body is read, of the last attempt', async () => {
  nock(SERVER).get(LISTS).reply(503, 'busy').get(LISTS).reply(200, '[{', { 'x-request-id': 'abc' })
  const told: ResponseInfo[] = []
  await failure(client.api.v1.lists.get({ onResponse: (response) => told.push(response) }))
  expect(told).toMatchObject([{ status: 200, url: SERVER + LISTS }])
  expect(told[0]?.headers.get('x-request-id')).toBe('abc')
})

test('onResponse is told of a refusal too', async () => {
  nock(SERVER).get(LISTS).reply(403, '')
  const statuses: number[] = []
  await failure(client.api.v1.lists.get({ onResponse: ({ status }) => statuses.push(status) }))
  expect(statuses).toEqual([403])
})

test('onRateLimit is told the limit of every answer that has one, and which call it was', async () => {
  const told: [RateLimit, string][] = []
  const watched = client.with({ onRateLimit: (rateLimit, call) => told.push([rateLimit, call]) })
  const limit = (remaining: number) => ({
    'x-ratelimit-limit': '300',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': '2026-01-31T12:00:00.000000Z',
  })
  nock(SERVER)
    .get(LISTS)
    .reply(200, [], limit(299))
    .get(LISTS)
    .reply(200, [])
    .get(LISTS)
    .reply(403, '', limit(298))
  await watched.api.v1.lists.get()
  await watched.api.v1.lists.get()
  await failure(watched.api.v1.lists.get())
  const reset = new Date('2026-01-31T12:00:00Z')
  expect(told).toEqual([
    [{ limit: 300, remaining: 299, reset }, 'listLists'],
    [{ limit: 300, remaining: 298, reset }, 'listLists'],
  ])
})

test('all goes through the fetch that is given, each attempt of it', async () => {
  const asked: [url: string, method: string | undefined, authorization: string | null][] = []
  const fetch: FetchHandler = async (url, init) => {
    asked.push([url, init.method, new Headers(init.headers).get('authorization')])
    return asked.length === 1 ? new Response('busy', { status: 503 }) : Response.json([])
  }
  const injected = new MastodonClient({ url: SERVER, accessToken: 'abc', fetch, retry: { initialDelay: 1 } })
  expect(await injected.api.v1.lists.get()).toEqual([])
  expect(asked).toEqual([
    [SERVER + LISTS, 'GET', 'Bearer abc'],
    [SERVER + LISTS, 'GET', 'Bearer abc'],
  ])
})

test('a fetch that cannot connect is a NetworkError that says why', async () => {
  const cause = Object.assign(new Error('getaddrinfo ENOTFOUND server.test'), { code: 'ENOTFOUND' })
  const fetch: FetchHandler = async () => Promise.reject(new TypeError('fetch failed', { cause }))
  const injected = new MastodonClient({ url: SERVER, accessToken: 'token', fetch, retry: { limit: 0 } })
  const error = await failure(injected.api.v1.lists.get())
  expect(isNetworkError(error)).toBe(true)
  expect(error.message).toBe('listLists: server.test could not be reached (ENOTFOUND)')
  expect(error).toMatchObject({ cause: { cause } })
})

test.each(['onResponse', 'onRateLimit', 'onWarning'] as const)(
  'what %s throws is not taken for a failure of the network',
  async (name) => {
    const mistake = () => {
      throw new TypeError('a mistake of the program')
    }
    const headers = { 'X-RateLimit-Limit': '9', 'X-RateLimit-Remaining': '8', 'X-RateLimit-Reset': '1' }
    const fetch: FetchHandler = async () => Response.json([{}], { headers })
    const handlers = { onWarning: () => {}, [name]: mistake }
    const watched = new MastodonClient({
      url: SERVER,
      accessToken: 'token',
      fetch,
      validate: 'warn',
      ...handlers,
    })
    const error = await failure(
      watched.api.v1.lists.get(name === 'onResponse' ? { onResponse: mistake } : {}),
    )
    expect(isNetworkError(error)).toBe(false)
    expect(error.message).toBe('a mistake of the program')
  },
)
