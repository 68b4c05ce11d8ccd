import { isLoginRequiredError, isNetworkError, isRateLimitError, isResponseError } from '@typefed/core'
import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { faultyFront, type FaultyFront } from '@typefed/test-servers/faults'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { getSession } from '../src/generated/lexicons/com.atproto.server.getSession.ts'
import { AtprotoClient, type Session, type SessionEvent, XrpcClient } from '../src/index.ts'

let network: AtprotoNetwork
let front: FaultyFront

beforeAll(async () => {
  network = await startAtprotoNetwork()
  front = await faultyFront(network.pds.url)
})
afterEach(async () => {
  front.clear()
  await network.setAccessTokenLifetime(undefined)
})
afterAll(async () => {
  await front.close()
  await network.close()
})

const countOf = (nsid: string) => front.requests.filter(({ path }) => path === `/xrpc/${nsid}`).length

/** A client whose every request goes through the front, and the events of its session. */
async function newClient() {
  const { handle: identifier, password } = await network.createAccount()
  const events: SessionEvent[] = []
  const client = new AtprotoClient({ service: front.url, onSession: (event) => void events.push(event) })
  await client.login({ identifier, password })
  front.clear()
  return { client, events, identifier, password }
}

const whoami = (client: AtprotoClient) => client.com.atproto.server.getSession()

describe('renewing', () => {
  test('an expired token is renewed once, however many calls and clones meet it', async () => {
    await network.setAccessTokenLifetime(2_000)
    const { client, events } = await newClient()
    events.length = 0
    const clones = [client, ...Array.from({ length: 4 }, () => client.with({}))]
    await new Promise((resolve) => setTimeout(resolve, 2_200))
    await network.setAccessTokenLifetime(undefined)
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => whoami(clones[i % 5] ?? client)))
    expect(new Set(answers.map(({ did }) => did))).toEqual(new Set([client.did]))
    expect(countOf('com.atproto.server.refreshSession')).toBe(1)
    expect(events).toEqual(['refresh'])
  })

  test('a server that says so before the token’s own time is believed', async () => {
    const { client, events } = await newClient()
    front.inject({
      match: 'com.atproto.server.getSession',
      times: 1,
      fault: { kind: 'status', status: 400, body: { error: 'ExpiredToken', message: 'Token has expired' } },
    })
    await whoami(client)
    expect(events).toEqual(['create', 'refresh'])
  })

  test('a renewal whose answer was lost is asked for again', async () => {
    const { client, events } = await newClient()
    front.inject({ match: 'com.atproto.server.getSession', times: 1, fault: { kind: 'status', status: 401 } })
    front.inject({ match: 'com.atproto.server.refreshSession', times: 1, fault: { kind: 'loseResponse' } })
    await whoami(client)
    expect(events).toEqual(['create', 'refresh'])
    await whoami(client)
  })

  test('a network that stays away does not end the session', async () => {
    const { client, events } = await newClient()
    front.inject({ match: 'com.atproto.server.getSession', times: 1, fault: { kind: 'status', status: 401 } })
    const heal = front.inject({ match: 'com.atproto.server.refreshSession', fault: { kind: 'reset' } })
    expect(isNetworkError(await whoami(client).catch((error: unknown) => error))).toBe(true)
    heal()
    await whoami(client)
    expect(events).toEqual(['create'])
  })

  test('a refused renewal ends the session, and says so', async () => {
    const { client, events } = await newClient()
    front.inject({ match: 'com.atproto.server.getSession', times: 1, fault: { kind: 'status', status: 401 } })
    front.inject({
      match: 'com.atproto.server.refreshSession',
      fault: {
        kind: 'status',
        status: 400,
        body: { error: 'ExpiredToken', message: 'Token has been revoked' },
      },
    })
    expect(isResponseError(await whoami(client).catch((error: unknown) => error))).toBe(true)
    expect(events).toEqual(['create', 'expire'])
    expect(isLoginRequiredError(await whoami(client).catch((error: unknown) => error))).toBe(true)
  })

  test('a call waits until the new session is saved', async () => {
    const { client } = await newClient()
    const order: string[] = []
    client.onSession(async (event) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      order.push(event)
    })
    front.inject({ match: 'com.atproto.server.getSession', times: 1, fault: { kind: 'status', status: 401 } })
    await whoami(client).then(() => order.push('answer'))
    expect(order).toEqual(['refresh', 'answer'])
  })
})

describe('keeping', () => {
  test('a session is exported, and goes on in another client', async () => {
    const { client } = await newClient()
    const text = client.exportSession().encode()
    const events: SessionEvent[] = []
    const other = new AtprotoClient({ onSession: (event) => void events.push(event) })
    await other.login({ session: text })
    expect(await whoami(other)).toMatchObject({ did: client.did })
    expect(events).toEqual(['import'])
    expect(other.exportSession().pdsEndpoint).toBe(client.exportSession().pdsEndpoint)
  })

  test('logout ends it on the server', async () => {
    const { client } = await newClient()
    const session = client.exportSession()
    await client.logout()
    expect(client.did).toBeUndefined()
    const refused = await askToRenew(session)
    expect(refused.status).toBe(400)
  })

  test('no message and no printed session holds a token', async () => {
    const { client } = await newClient()
    const session = client.exportSession()
    front.inject({
      fault: {
        kind: 'status',
        status: 403,
        body: { error: 'Nope', message: `your token ${session.accessJwt}` },
      },
    })
    const error: unknown = await whoami(client).catch((error: unknown) => error)
    const { inspect } = await import('node:util')
    for (const text of [String(error), String(session), inspect(session), inspect(client, { depth: 9 })]) {
      expect(text).not.toContain(session.accessJwt)
      expect(text).not.toContain(session.refreshJwt)
    }
  })
})

describe('what the PDS says', () => {
  test('of an expired token is HTTP 400 ExpiredToken', async () => {
    await network.setAccessTokenLifetime(0)
    const { accessJwt, did } = await network.createAccount()
    const headers = { authorization: `Bearer ${accessJwt}` }
    const client = new XrpcClient({ service: network.pds.url, headers })
    const error = await client.call(getSession).catch((error: unknown) => error)
    expect(isResponseError(error, 'ExpiredToken')).toBe(true)
    expect(error).toMatchObject({ status: 400 })
    expect(String(error)).not.toContain(accessJwt)
    expect(did).toMatch(/^did:plc:/)
  })

  test('of too many logins is HTTP 429, with the time at which to try again', async () => {
    await using limited = await startAtprotoNetwork({ rateLimits: true })
    const { handle: identifier } = await limited.createAccount()
    const client = new AtprotoClient({ service: limited.pds.url })
    const tries = Array.from({ length: 35 }, () => client.login({ identifier, password: 'wrong' }))
    const results = await Promise.allSettled(tries)
    const refused = results.map((result) =>
      result.status === 'rejected' ? (result.reason as unknown) : undefined,
    )
    const limit = refused.find((error) => isRateLimitError(error))
    expect(limit?.rateLimit).toMatchObject({ remaining: 0 })
    expect(limit?.rateLimit?.reset.getTime()).toBeGreaterThan(Date.now())
  })
})

async function askToRenew(session: Session): Promise<Response> {
  return fetch(`${network.pds.url}/xrpc/com.atproto.server.refreshSession`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session.refreshJwt}` },
  })
}
