import { isNetworkError, isResponseError } from '@typefed/core'
import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import type { Fault } from '@typefed/test-servers/faults'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AtprotoClient, type AtprotoClientOptions, type SessionEvent } from '../src/index.ts'

/** Milliseconds that a token lives: it expires many times in a test. */
const LIFETIME = 2_000
const REFRESH = 'com.atproto.server.refreshSession'
const READ = 'com.atproto.server.getSession'

let network: AtprotoNetwork
const front = () => network.front ?? expect.fail('the network has no front')

beforeAll(async () => {
  network = await startAtprotoNetwork({ front: true, accessTokenLifetime: LIFETIME })
})
beforeEach(() => front().clear())
afterAll(() => network.close())

/** A client and four clones of it, and what happened to their session. */
async function newClones(options: AtprotoClientOptions = {}) {
  const { handle: identifier, password, did } = await network.createAccount()
  const log = { events: [] as SessionEvent[], saved: '', refreshTokens: [] as unknown[] }
  const client = new AtprotoClient({
    service: front().url,
    onSession: (event, session) => {
      log.events.push(event)
      log.saved = session.encode()
    },
    fetch: (url, init) => {
      if (url.endsWith(REFRESH)) log.refreshTokens.push(new Headers(init.headers).get('authorization'))
      return fetch(url, init)
    },
    ...options,
  })
  await client.login({ identifier, password })
  const clones = [client, ...Array.from({ length: 4 }, () => client.with({}))]
  return { client, clones, did, log }
}

/** So many calls at once, spread over the clones; what went wrong with them. */
async function callAll(clones: AtprotoClient[], count: number): Promise<unknown[]> {
  const calls = Array.from({ length: count }, (_, i) => clones[i % clones.length] as AtprotoClient)
  const results = await Promise.allSettled(calls.map((client) => client.com.atproto.server.getSession()))
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a session whose token lives two seconds', () => {
  test('is renewed once a life, and no call of 200 over 5 clones fails', async () => {
    const { clones, log } = await newClones()
    const cycles = 4
    for (let cycle = 0; cycle < cycles; cycle++) {
      await sleep(LIFETIME + 100)
      expect(await callAll(clones, 200)).toEqual([])
    }
    expect(log.refreshTokens.length).toBeGreaterThanOrEqual(cycles)
    expect(new Set(log.refreshTokens).size).toBe(log.refreshTokens.length)
    expect(log.events).toEqual(['create', ...log.refreshTokens.map(() => 'refresh')])
  })

  test('outlives answers that are lost, cut, late or somebody else’s', { timeout: 60_000 }, async () => {
    const { client, clones, did, log } = await newClones({ retry: { initialDelay: 20, limit: 3 } })
    const faults: Fault[] = [
      { kind: 'loseResponse' },
      { kind: 'cutBody', afterBytes: 40 },
      { kind: 'cutBody', afterBytes: 0 },
      { kind: 'reset' },
      { kind: 'delay', ms: 300 },
      {
        kind: 'status',
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<title>Bad gateway</title>',
      },
      {
        kind: 'status',
        status: 403,
        headers: { 'content-type': 'text/html' },
        body: '<title>Challenge</title>',
      },
      {
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '120' },
        body: { error: 'RateLimitExceeded' },
      },
    ]
    // Whole seconds: such a token lives one at the most.
    await network.setAccessTokenLifetime(1_000, did)
    const failures: unknown[] = []
    for (const fault of faults) {
      front().inject({ match: REFRESH, times: 1, fault })
      front().inject({ match: READ, times: 3, after: 5, fault })
      await sleep(1_100)
      failures.push(...(await callAll(clones, 40)))
      front().clear()
    }
    expect(failures.filter((error) => !isNetworkError(error) && !isResponseError(error))).toEqual([])
    expect(failures.filter(isAboutTheSession)).toEqual([])
    await expectAlive(client, did, log)
  })

  test('outlives restarts of its server', { timeout: 60_000 }, async () => {
    const { client, clones, did, log } = await newClones({ retry: { limit: 1, initialDelay: 50 } })
    const failures: unknown[] = []
    for (let i = 0; i < 3; i++) {
      await sleep(LIFETIME / 2)
      const [failed] = await Promise.all([callForAWhile(clones, 1_500), network.restartPds()])
      failures.push(...failed)
    }
    expect(failures.filter(isAboutTheSession)).toEqual([])
    await expectAlive(client, did, log)
  })
})

/** As opposed to the bare 400 of an HTTP server for what a broken connection brings it. */
function isAboutTheSession(error: unknown): boolean {
  return isResponseError(error) && (error.status === 401 || (error.status === 400 && error.error !== ''))
}

async function callForAWhile(clones: AtprotoClient[], ms: number): Promise<unknown[]> {
  const failures: unknown[] = []
  const end = Date.now() + ms
  while (Date.now() < end) failures.push(...(await callAll(clones, 10)))
  return failures
}

/** The session was not lost: it works here, and what was saved works elsewhere, after the token's life too. */
async function expectAlive(
  client: AtprotoClient,
  did: string,
  log: { events: SessionEvent[]; saved: string },
): Promise<void> {
  expect(log.events).not.toContain('expire')
  await sleep(LIFETIME + 100)
  expect(await client.com.atproto.server.getSession()).toMatchObject({ did })
  expect(log.saved).toBe(client.exportSession().encode())
  const other = new AtprotoClient()
  await other.login({ session: log.saved })
  expect(await other.com.atproto.server.getSession()).toMatchObject({ did })
}
