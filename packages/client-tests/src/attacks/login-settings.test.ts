/** The client's settings in calls that it makes by itself: login, restore, renewal, profile. AtprotoClient only. */
import { memoryStore, type RateLimit } from '@typefed/core'
import { describe, expect, test } from 'vitest'
import { failureOf, within } from '../failures.ts'
import { loseResponse, type Received, type Respond, sendJson, startLoopback } from '../loopback.ts'
import { ACCESS_JWT, DID, HANDLE, jwt, REFRESH_JWT, savedSession } from '../subjects.ts'
import { type Atproto, type CommonOptions, newAtproto } from '../upcoming.ts'

const CREDENTIALS = { identifier: HANDLE, password: 'x' }
const RETRY = { limit: 2, initialDelay: 1, maxDelay: 20 }
const SESSION = { did: DID, handle: HANDLE, accessJwt: ACCESS_JWT, refreshJwt: REFRESH_JWT }

/** A session whose access token is over, so that the next call renews it. */
const staleSession = (url: string) => savedSession(url).replace(ACCESS_JWT, jwt('access', -60))

const serve: Respond = ({ path }, response) =>
  sendJson(response, path.includes('getProfile') ? { did: DID, handle: HANDLE } : SESSION)

interface Way {
  readonly name: string
  /** The request that it is about. */
  readonly path: string
  /** How often it is sent after faults that do not end, with four further attempts. */
  readonly attempts: { readonly lost: number; readonly 503: number }
  run(client: Atproto, url: string, signal?: AbortSignal): Promise<unknown>
}

const WAYS: readonly Way[] = [
  {
    name: 'login',
    path: 'com.atproto.server.createSession',
    attempts: { lost: 1, 503: 1 },
    run: (client, _, signal) => client.login({ ...CREDENTIALS, ...(signal && { signal }) }),
  },
  {
    name: 'a renewal in a login with a session',
    path: 'com.atproto.server.refreshSession',
    // A lost renewal is asked for again: the server keeps the old token for just that.
    attempts: { lost: 2, 503: 1 },
    run: (client, url, signal) => client.login({ session: staleSession(url), ...(signal && { signal }) }),
  },
  {
    name: 'a renewal in restore',
    path: 'com.atproto.server.refreshSession',
    attempts: { lost: 2, 503: 1 },
    run: (client, _, signal) => client.restore(DID, { ...(signal && { signal }) }),
  },
]

const PROFILES: readonly Way[] = WAYS.map((way) => ({
  ...way,
  name: `the profile after ${way.name}`,
  path: 'app.bsky.actor.getProfile',
  attempts: { lost: 5, 503: 5 },
}))

/** A server that does something else with the requests in question, and a client of it. */
async function openServer(way: Way, script: Respond, options: CommonOptions = {}) {
  const server = await startLoopback((request, response) =>
    (isAbout(way, request) ? script : serve)(request, response),
  )
  const store = memoryStore()
  await store.set(DID, staleSession(server.url))
  const client = newAtproto({ service: server.url, store, retry: RETRY, ...options })
  return {
    client,
    run: (signal?: AbortSignal) => way.run(client, server.url, signal),
    asked: () => server.received.filter((request) => isAbout(way, request)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const isAbout = ({ path }: Way, request: Received) => request.path.startsWith(`/xrpc/${path}`)

describe.each([...WAYS, ...PROFILES])('$name', (way) => {
  const isProfile = way.path.includes('getProfile')
  const isLogin = way.path.includes('createSession')

  test('obeys the client’s timeout', async () => {
    await using place = await openServer(way, () => {}, { timeout: 150 })
    const outcome = await within(
      8_000,
      place.run().catch((error: unknown) => error),
    )
    // Without a profile a login is none the less one, and a session that cannot be renewed now has not ended.
    if (isLogin) expect(outcome).toMatchObject({ name: 'TimeoutError' })
    else if (isProfile) expect(outcome).toMatchObject({ did: DID })
    expect(place.asked()).toHaveLength(1)
  })

  test('obeys its signal', async () => {
    await using place = await openServer(way, () => {})
    const controller = new AbortController()
    const reason = new Error('enough')
    const outcome = place.run(controller.signal).catch((error: unknown) => error)
    setTimeout(() => controller.abort(reason), 50)
    expect(await within(8_000, outcome)).toBe(reason)
  })

  test('sends the client’s headers', async () => {
    await using place = await openServer(way, serve, {
      headers: { 'User-Agent': 'my-bot/1.0', 'x-mine': 'yes' },
    })
    await place.run()
    const [request] = place.asked()
    expect(request?.headers).toMatchObject({ 'user-agent': 'my-bot/1.0', 'x-mine': 'yes' })
  })

  test('reports to onRateLimit', async () => {
    const limits: [RateLimit, string][] = []
    const headers = { 'ratelimit-limit': '30', 'ratelimit-remaining': '29', 'ratelimit-reset': '300' }
    const limited: Respond = (_, response) => sendJson(response, SESSION, 200, headers)
    await using place = await openServer(way, limited, {
      onRateLimit: (...told) => void limits.push(told),
    })
    await place.run()
    expect(limits.map(([{ remaining }, call]) => [remaining, call])).toEqual([[29, way.path]])
  })

  test('is sent again as the client’s `retry` says', async () => {
    for (const [fault, least] of [
      [429, 5],
      [503, way.attempts[503]],
      ['lost', way.attempts.lost],
    ] as const) {
      const script: Respond = (_, response) =>
        fault === 'lost' ? loseResponse(response) : sendJson(response, { error: 'Fault' }, fault)
      await using place = await openServer(way, script, { retry: { ...RETRY, limit: 4 } })
      await place.run().catch(() => {})
      const count = place.asked().length
      // A renewal may be sent more often: it does no harm.
      if (way.path.endsWith('refreshSession')) expect(count).toBeGreaterThanOrEqual(least)
      else expect([fault, count]).toEqual([fault, least])
    }
  })

  test('is sent once with `retry: false`', async () => {
    const script: Respond = (_, response) => sendJson(response, { error: 'Fault' }, 429)
    await using place = await openServer(way, script, { retry: false })
    await place.run().catch(() => {})
    expect(place.asked()).toHaveLength(1)
  })
})

test('an unset identifier or password is a ValidationError, and nothing is sent', async () => {
  await using server = await startLoopback(serve)
  const client = newAtproto({ service: server.url })
  const wrong: readonly object[] = [
    { identifier: HANDLE, password: undefined },
    { identifier: undefined, password: 'x' },
    { identifier: '', password: 'x' },
    { identifier: HANDLE, password: '' },
    { identifier: null, password: 5 },
  ]
  for (const credentials of wrong) {
    const error = await failureOf((async () => client.login(credentials as typeof CREDENTIALS))())
    expect(error.name).toBe('ValidationError')
    expect(error.message).toMatch(/identifier|password/)
  }
  expect(server.received).toEqual([])
})
