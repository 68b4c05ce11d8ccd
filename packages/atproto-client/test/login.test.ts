import { isResponseError, memoryStore } from '@typefed/core'
import type { OAuthSession } from '@atproto/oauth-client'
import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { resolveDidDocument, resolveIdentity } from '../src/identity/index.ts'
import {
  AtprotoClient,
  type AtprotoClientOptions,
  isIdentityError,
  type LoginOptions,
  PasswordSession,
  type SessionEvent,
  type SessionLike,
} from '../src/index.ts'

let network: AtprotoNetwork

beforeAll(async () => {
  network = await startAtprotoNetwork()
})
afterAll(async () => {
  await network.close()
})

/** Looks names up within the network: nothing else can be reached. */
const identity = () => ({ plcUrl: network.plc.url, handleService: network.pds.url })
const newClient = (options: AtprotoClientOptions = {}) =>
  new AtprotoClient({ identity: identity(), ...options })

describe('a login without a server', () => {
  test('finds it by the handle, however that was typed, or by the DID', async () => {
    const { handle, did, password } = await network.createAccount()
    for (const identifier of [handle, `\u2068@${handle.toUpperCase()}\u2069`, did]) {
      const client = newClient()
      expect(await client.login({ identifier, password })).toEqual({ did, handle })
      expect(client.exportSession().pdsEndpoint).toBe(network.pds.url)
    }
  })

  test('goes nowhere if the handle leads nowhere, and the password with it', async () => {
    const asked: string[] = []
    const spy: AtprotoClientOptions['fetch'] = (url, init) => {
      asked.push(`${init.method} ${new URL(url).pathname}`)
      return fetch(url, init)
    }
    const login = newClient({ fetch: spy }).login({ identifier: 'nobody.test', password: 's3cret' })
    const error = await login.catch((error: unknown) => error)
    expect(isIdentityError(error)).toBe(true)
    expect(String(error)).toContain('nobody.test could not be resolved')
    expect(asked).toEqual(['undefined /xrpc/com.atproto.identity.resolveHandle'])
  })

  test('asks bsky.social where the identifier leads to no other', async () => {
    const asked: string[] = []
    const spy: AtprotoClientOptions['fetch'] = async (url) => {
      asked.push(new URL(url).host)
      return Response.json({ error: 'AuthenticationRequired' }, { status: 401 })
    }
    for (const identifier of ['alice@example.com', '@alice.bsky.social']) {
      await expect(newClient({ fetch: spy }).login({ identifier, password: 'x' })).rejects.toThrow('401')
    }
    expect(asked).toEqual(['bsky.social', 'bsky.social'])
  })

  test('ends with its signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(newClient().login({ identifier: 'a.test', password: 'x', signal })).rejects.toThrow('enough')
  })
})

describe('an identity', () => {
  test('is the account’s DID, handle and server', async () => {
    const { handle, did } = await network.createAccount()
    const found = { did, handle, pds: network.pds.url }
    expect(await resolveIdentity(handle, identity())).toEqual(found)
    expect(await resolveIdentity(did, identity())).toEqual(found)
    expect(await resolveDidDocument(did, identity())).toMatchObject({
      id: did,
      alsoKnownAs: [`at://${handle}`],
      verificationMethod: [{ publicKeyMultibase: expect.any(String) }],
    })
  })

  test('that there is none of is an error that says so', async () => {
    const unknown = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
    const error = await resolveDidDocument(unknown, identity()).catch((error: unknown) => error)
    expect(isIdentityError(error)).toBe(true)
    expect(String(error)).toContain(unknown)
    await expect(resolveIdentity('did:key:zabc', identity())).rejects.toThrow(
      'did:key:zabc could not be resolved',
    )
  })
})

test('a profile that no AppView gives does not make the login fail, and is asked for as often as the client retries', async () => {
  const { handle, did, password } = await network.createAccount()
  const asked: string[] = []
  const spy: AtprotoClientOptions['fetch'] = (url, init) => {
    asked.push(new URL(url).pathname)
    return fetch(url, init)
  }
  const client = newClient({ service: network.pds.url, fetch: spy, retry: false })
  expect(await client.login({ identifier: handle, password })).toEqual({ did, handle })
  expect(client.me).toEqual({ did, handle })
  expect(asked).toEqual(['/xrpc/com.atproto.server.createSession', '/xrpc/app.bsky.actor.getProfile'])
})

describe('a store', () => {
  test('keeps sessions from login to logout', async () => {
    const { handle, did, password } = await network.createAccount()
    const store = memoryStore()
    const first = newClient({ store })
    expect(await first.restore(handle)).toBeUndefined()
    await first.login({ identifier: handle, password })
    expect(await store.get(did)).toBe(first.exportSession().encode())

    const events: SessionEvent[] = []
    const second = newClient({ store, onSession: (event) => void events.push(event) })
    expect(await second.restore(`@${handle}`)).toEqual({ did, handle })
    expect(await second.com.atproto.server.getSession()).toMatchObject({ did })
    expect(events).toEqual(['import'])
    expect(await newClient({ store }).restore(did)).toEqual({ did, handle })

    await second.logout()
    expect(await store.get(did)).toBeUndefined()
    await expect(newClient().restore(did)).rejects.toThrow('store: expected a store for restore()')
  })

  test('and a lock let many processes renew one session once', async () => {
    const { handle, did, password } = await network.createAccount()
    await network.setAccessTokenLifetime(0, did)
    const store = memoryStore()
    await newClient({ store, service: network.pds.url }).login({ identifier: handle, password })
    await network.setAccessTokenLifetime(undefined, did)

    const names = new Set<string>()
    let last: Promise<unknown> = Promise.resolve()
    const lock: AtprotoClientOptions['lock'] = (name, task) => {
      names.add(name)
      const mine = last.then(task)
      last = mine.catch(() => {})
      return mine
    }
    let renewals = 0
    const counting: AtprotoClientOptions['fetch'] = (url, init) => {
      if (url.endsWith('refreshSession')) renewals++
      return fetch(url, init)
    }
    // Each of these clients stands for a process: they share the store and the lock only.
    const clients = Array.from({ length: 8 }, () => newClient({ store, lock, fetch: counting }))
    const saved = String(await store.get(did))
    await Promise.all(clients.map((client) => client.login({ session: saved })))
    const answers = await Promise.all(clients.map((client) => client.com.atproto.server.getSession()))
    expect(new Set(answers.map((answer) => answer.did))).toEqual(new Set([did]))
    expect(renewals).toBe(1)
    expect([...names]).toEqual([`typefed-session-${did}`])
    expect(new Set(clients.map((client) => client.exportSession().encode())).size).toBe(1)
  })

  test('is what a lock is about', () => {
    expect(() => newClient({ lock: (_, task) => task() })).toThrow(
      'options are not valid: store: expected a store',
    )
  })

  test('forgets a session that the server has ended', async () => {
    const { handle, did, password } = await network.createAccount()
    await network.setAccessTokenLifetime(0, did)
    const store = memoryStore()
    const events: SessionEvent[] = []
    const client = newClient({ store, service: network.pds.url, onSession: (event) => events.push(event) })
    const credentials = { service: network.pds.url, identifier: handle, password }
    const { current: session } = await PasswordSession.login(credentials)
    await fetch(`${network.pds.url}/xrpc/com.atproto.server.deleteSession`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.refreshJwt}` },
    })
    const error = await client.login({ session }).catch((error: unknown) => error)
    expect(isResponseError(error, 'ExpiredToken')).toBe(true)
    expect(events).toEqual(['import', 'expire'])
    expect(client.did).toBeUndefined()
    expect(await store.get(did)).toBeUndefined()

    await store.set(did, session.encode())
    expect(await client.restore(did)).toBeUndefined()
    expect(await store.get(did)).toBeUndefined()
  })
})

describe('the session of an OAuth client', () => {
  /** What an OAuth client gives, made of a password: it knows a DID and how to send, and signs out by itself. */
  class OAuthDouble {
    signedOut = 0
    readonly #inner: PasswordSession
    constructor(inner: PasswordSession) {
      this.#inner = inner
    }
    get did(): string {
      return this.#inner.did
    }
    fetchHandler(pathname: string, init?: RequestInit): Promise<Response> {
      return this.#inner.fetchHandler(pathname, init)
    }
    async signOut(): Promise<void> {
      this.signedOut++
    }
    async getTokenInfo(): Promise<{ aud: string }> {
      return { aud: this.#inner.current.pdsEndpoint }
    }
  }

  test('is one by the official package’s type', () => {
    expectTypeOf<OAuthSession>().toExtend<SessionLike>()
    expectTypeOf<{ session: OAuthSession }>().toExtend<LoginOptions>()
    expectTypeOf<{ session: OAuthSession }>().toExtend<AtprotoClientOptions>()
  })

  test('plugs in as an option, or by login, for calls, records and clones', async () => {
    const { handle: identifier, password, did } = await network.createAccount()
    const inner = await PasswordSession.login({ service: network.pds.url, identifier, password })
    const session = new OAuthDouble(inner)

    const given = newClient({ session })
    expect(given.did).toBe(did)
    expect(given.me).toEqual({ did, handle: 'handle.invalid' })
    const { uri } = await given.sendPost('By OAuth', { facets: [] })
    expect(uri).toContain(did)

    const client = newClient()
    expect(await client.login({ session })).toMatchObject({ did })
    expect(await client.with({}).com.atproto.server.getSession()).toMatchObject({ did })
    expect((await client.app.bsky.feed.post.list().toArray()).map((record) => record.uri)).toEqual([uri])
    expect(() => client.exportSession()).toThrow('exportSession() needs an account')

    for await (const message of client.com.atproto.sync.subscribeRepos({ cursor: 0 })) {
      expect(message.$type).toBe('com.atproto.sync.subscribeRepos#identity')
      break
    }

    await client.logout()
    expect(session.signedOut).toBe(1)
    expect(client.did).toBeUndefined()
  })
})
