/** Sessions on servers whose tokens expire, as those of Pixelfed and Mitra do. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isLoginRequiredError, isUnauthorizedError, MastodonClient, memoryStore } from '../src/index.ts'
import {
  type OAuthSessionOptions,
  type OAuthServer,
  restoreSession,
  startSession,
} from '../src/oauth/index.ts'
import { failure } from './failure.ts'

const app = { client_id: 'id', client_secret: 'client-secret' }

/** A server that gives a refresh token for one use, and counts. */
class RenewingServer {
  /** Seconds that tokens last. */
  life = 3_600
  /** Whether a response names the next refresh token. */
  namesNext = true
  /** The time when a token was issued, in its response. */
  namesTime = true
  renewals = 0
  calls = 0
  isDown = false
  tokens = new Set<string>()
  #refresh = new Set<string>()
  #count = 0
  readonly #http: Server

  constructor() {
    this.#http = createServer(async (request, response) => {
      const chunks = await Array.fromAsync(request)
      const form = new URLSearchParams(Buffer.concat(chunks as Buffer[]).toString())
      const send = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      if (request.url === '/oauth/token') {
        this.renewals++
        if (this.isDown) return send(503, { error: 'down' })
        const token = form.get('refresh_token') ?? ''
        if (form.get('client_secret') !== app.client_secret || !this.#refresh.delete(token))
          return send(400, { error: 'invalid_grant' })
        return send(200, this.issue(this.namesNext ? undefined : token))
      }
      if (request.url === '/oauth/revoke') {
        this.tokens.delete(form.get('token') ?? '')
        return send(200, {})
      }
      this.calls++
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      return this.tokens.has(token) ? send(200, []) : send(401, { error: `The token ${token} is invalid` })
    })
  }

  issue(refresh: string = `refresh-${this.#count + 1}-secret`) {
    const token = `access-${++this.#count}-secret`
    // The one before has expired.
    this.tokens = new Set([token])
    this.#refresh.add(refresh)
    return {
      access_token: token,
      expires_in: this.life,
      ...(this.namesTime && { created_at: Math.floor(Date.now() / 1000) }),
      ...(this.namesNext || this.#count === 1 ? { refresh_token: refresh } : {}),
    }
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  close(): void {
    this.#http.closeAllConnections()
    this.#http.close()
  }
}

let server: RenewingServer
let at: OAuthServer
beforeEach(async () => {
  server = new RenewingServer()
  const url = await server.listen()
  at = {
    url,
    endpoints: {
      authorize: `${url}/oauth/authorize`,
      token: `${url}/oauth/token`,
      register: `${url}/api/v1/apps`,
      revoke: `${url}/oauth/revoke`,
      userinfo: `${url}/oauth/userinfo`,
    },
  }
})
afterEach(() => server.close())

const begin = (options: Partial<OAuthSessionOptions> = {}) =>
  startSession(at, { app, token: server.issue(), ...options })

describe('a session', () => {
  test.each([
    ['before its token expires', () => void (server.life = 0), 0],
    ['when the server says that it has', () => {}, 1],
  ])('is renewed %s, once for all clones', async (_, prepare, refused) => {
    prepare()
    const session = await begin()
    if (refused) server.tokens.clear()
    else server.life = 3_600
    const client = new MastodonClient({ url: at.url, session, version: '4.3.0', retry: false })
    const clones = [client, client.with({ headers: { 'x-clone': '1' } }), client.with({})]
    const calls = clones.flatMap((clone) => [clone.api.v1.lists.get(), clone.api.v1.lists.get()])
    expect(await Promise.all(calls)).toEqual(calls.map(() => []))
    expect(server.renewals).toBe(1)
    expect(server.calls).toBe(refused ? 12 : 6)
    expect(await client.api.v1.lists.get()).toEqual([])
    expect(server.renewals).toBe(1)
  })

  test('goes on with the same refresh token where the server names no other, and knows the time by itself', async () => {
    server.namesNext = server.namesTime = false
    const session = await begin()
    const client = new MastodonClient({ url: at.url, session, version: '4.3.0', retry: false })
    for (const renewals of [1, 2, 3]) {
      server.tokens.clear()
      expect(await client.api.v1.lists.get()).toEqual([])
      expect(server.renewals).toBe(renewals)
    }
  })

  test('is kept in a store after each renewal, and found there; ended, it is gone', async () => {
    const store = memoryStore()
    const events: string[] = []
    const onSession = (event: string) => void events.push(event)
    const first = await begin({ store, onSession })
    await first.refresh()
    const again = await restoreSession(at, { app, store, onSession })
    expect(again?.accessToken).toBe(first.accessToken)
    // Another process renews: the first takes what is there, without asking.
    await again?.refresh()
    await first.refresh()
    expect([server.renewals, first.accessToken]).toEqual([2, again?.accessToken])
    await first.revoke()
    expect(await restoreSession(at, { app, store })).toBeUndefined()
    expect(server.tokens.size).toBe(0)
    expect(events).toEqual(['create', 'refresh', 'import', 'refresh', 'refresh'])
    const client = new MastodonClient({ url: at.url, session: first, version: '4.3.0' })
    expect(isLoginRequiredError(await failure(client.api.v1.lists.get()))).toBe(true)
  })

  test('ends with the refusal of the server, and not with its failure', async () => {
    const events: string[] = []
    const session = await begin({ onSession: (event) => void events.push(event) })
    const client = new MastodonClient({ url: at.url, session, version: '4.3.0', retry: false })
    server.tokens.clear()
    server.isDown = true
    expect(await failure(client.api.v1.lists.get())).toMatchObject({ status: 503 })
    expect(session.ended).toBe(false)
    server.isDown = false
    expect(await client.api.v1.lists.get()).toEqual([])
    const other = await startSession(at, {
      app,
      token: { access_token: 'old-secret', refresh_token: 'used-secret' },
      onSession: (event) => void events.push(event),
    })
    const ended = client.with({ session: other })
    expect(isUnauthorizedError(await failure(ended.api.v1.lists.get()))).toBe(true)
    expect([other.ended, events]).toEqual([true, ['create', 'refresh', 'create', 'expire']])
    expect(isLoginRequiredError(await failure(ended.api.v1.lists.get()))).toBe(true)
    // The other client goes on, and a token of its own takes the place of a session.
    expect(await client.api.v1.lists.get()).toEqual([])
    const [token] = server.tokens
    expect(await ended.with({ accessToken: token as string }).api.v1.lists.get()).toEqual([])
  })

  test('without a refresh token is a token like any other', async () => {
    const { refresh_token: _, ...token } = server.issue()
    const session = await startSession(at, { app, token: { ...token, expires_in: 0 } })
    const client = new MastodonClient({ url: at.url, session, version: '4.3.0', retry: false })
    expect(await client.api.v1.lists.get()).toEqual([])
    server.tokens.clear()
    expect(isUnauthorizedError(await failure(client.api.v1.lists.get()))).toBe(true)
    expect([server.renewals, session.ended]).toEqual([0, false])
  })

  test('shows its tokens nowhere', async () => {
    const session = await begin()
    const client = new MastodonClient({ url: at.url, session, version: '4.3.0', retry: false })
    await session.refresh()
    server.tokens.clear()
    server.isDown = true
    const error = await failure(client.api.v1.lists.get())
    const { inspect } = await import('node:util')
    const shown = [session, client, error].map(
      (value) => inspect(value, { depth: 9 }) + JSON.stringify(value),
    )
    expect(shown.join()).not.toMatch(/access-\d|refresh-\d|client-secret/)
  })

  test('and a token exclude each other, and a store must hold a session', async () => {
    const session = await begin()
    expect(() => new MastodonClient({ url: at.url, session, accessToken: 'x' })).toThrow(
      'options are not valid: session: expected a session or an accessToken, got both',
    )
    for (const text of ['nonsense', '{}', '{"access_token":7}']) {
      const store = new Map([[new URL(at.url).origin, text]])
      const restoring = restoreSession(at, { app, store })
      await expect(restoring).rejects.toThrow('session is not valid: access_token: expected a string')
    }
  })
})
