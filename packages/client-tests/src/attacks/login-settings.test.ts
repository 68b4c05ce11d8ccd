/** The client's settings in calls that it makes by itself: login, restore, renewal, profile. AtprotoClient only. */
import type { AtprotoClient } from '@typefed/atproto-client'
import { memoryStore, type RateLimit } from '@typefed/core'
import { describe, expect, test } from 'vitest'
import { failureOf, within } from '../failures.ts'
import { loseResponse, type Received, type Respond, sendJson, startLoopback } from '../loopback.ts'
import { ACCESS_JWT, DID, HANDLE, jwt, REFRESH_JWT, savedSession } from '../subjects.ts'
import { type CommonOptions, newAtproto } from '../clients.ts'

const CREDENTIALS = { identifier: HANDLE, password: 'x' }
const RETRY = { limit: 2, initialDelay: 1, maxDelay: 20 }
const SESSION = { did: DID, handle: HANDLE, accessJwt: ACCESS_JWT, refreshJwt: REFRESH_JWT }

/** A session whose access token is over, so that the next call renews it. */
const staleSession = (url: string) => savedSession(url).replace(ACCESS_JWT, jwt('access', -60))

const serve: Respond = ({ path }, response) =>
  sendJson(response, path.includes('getProfile') ? { did: DID, handle: HANDLE } : SESSION)

interface Step {
  readonly name: string
  /** The request that it is about. */
  readonly path: string
  /** How often it is sent after faults that do not end, with four further attempts. */
  readonly attempts: { readonly lost: number; readonly 503: number }
  run(client: AtprotoClient, url: string, signal?: AbortSignal): Promise<unknown>
}

const STEPS: readonly Step[] = [
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

const PROFILES: readonly Step[] = STEPS.map((step) => ({
  ...step,
  name: `the profile after ${step.name}`,
  path: 'app.bsky.actor.getProfile',
  attempts: { lost: 5, 503: 5 },
}))

/** A server that does something else with the requests in question, and a client of it. */
async function openServer(step: Step, script: Respond, options: CommonOptions = {}) {
  const server = await startLoopback((request, response) =>
    (isAbout(step, request) ? script : serve)(request, response),
  )
  const store = memoryStore()
  await store.set(DID, staleSession(server.url))
  const client = newAtproto({ service: server.url, store, retry: RETRY, ...options })
  return {
    client,
    run: (signal?: AbortSignal) => step.run(client, server.url, signal),
    asked: () => server.received.filter((request) => isAbout(step, request)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const isAbout = ({ path }: Step, request: Received) => request.path.startsWith(`/xrpc/${path}`)

describe.each([...STEPS, ...PROFILES])('$name', (step) => {
  const isProfile = step.path.includes('getProfile')
  const isLogin = step.path.includes('createSession')

  test('obeys the client’s timeout', async () => {
    await using place = await openServer(step, () => {}, { timeout: 150 })
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
    await using place = await openServer(step, () => {})
    const controller = new AbortController()
    const reason = new Error('enough')
    const outcome = place.run(controller.signal).catch((error: unknown) => error)
    setTimeout(() => controller.abort(reason), 50)
    expect(await within(8_000, outcome)).toBe(reason)
  })

  test('sends the client’s headers', async () => {
    await using place = await openServer(step, serve, {
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
    await using place = await openServer(step, limited, {
      onRateLimit: (...args) => void limits.push(args),
    })
    await place.run()
    expect(limits.map(([{ remaining }, call]) => [remaining, call])).toEqual([[29, step.path]])
  })

  test('is sent again as the client’s `retry` says', async () => {
    for (const [fault, least] of [
      [429, 5],
      [503, step.attempts[503]],
      ['lost', step.attempts.lost],
    ] as const) {
      const script: Respond = (_, response) =>
        fault === 'lost' ? loseResponse(response) : sendJson(response, { error: 'Fault' }, fault)
      await using place = await openServer(step, script, { retry: { ...RETRY, limit: 4 } })
      await place.run().catch(() => {})
      const count = place.asked().length
      // A renewal may be sent more often: it does no harm.
      if (step.path.endsWith('refreshSession')) expect(count).toBeGreaterThanOrEqual(least)
      else expect([fault, count]).toEqual([fault, least])
    }
  })

  test('is sent once with `retry: false`', async () => {
    const script: Respond = (_, response) => sendJson(response, { error: 'Fault' }, 429)
    await using place = await openServer(step, script, { retry: false })
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
