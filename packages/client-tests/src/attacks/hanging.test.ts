/** Handlers, stores and transports that never settle, and bodies that stop: a signal and a timeout end every wait. */
import type { AtprotoClient } from '@typefed/atproto-client'
import type { FetchHandler, Store } from '@typefed/core'
import { registerApp } from '@typefed/mastodon-client/oauth'
import { describe, expect, test } from 'vitest'
import { failureOf, within } from '../failures.ts'
import { sendJson, startLoopback } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { ACCESS_JWT, DID, HANDLE, jwt, REFRESH_JWT, savedSession, SUBJECTS } from '../subjects.ts'
import { newAtproto } from '../clients.ts'

const NEVER = new Promise<never>(() => {})
const SESSION = { did: DID, handle: HANDLE, accessJwt: ACCESS_JWT, refreshJwt: REFRESH_JWT }

/** Calls, ends the call by its signal, and expects that it rejects with the signal's reason. */
async function expectLeft(call: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const controller = new AbortController()
  const reason = new Error('enough')
  const outcome = call(controller.signal).then(
    () => 'it resolved',
    (error: unknown) => error,
  )
  setTimeout(() => controller.abort(reason), 50)
  expect(await within(5_000, outcome)).toBe(reason)
}

describe.each(SUBJECTS)('$name', (subject) => {
  /** A transport that never settles, and does not look at its signal either. */
  async function connectToNothing(options = {}) {
    let armed = false
    const fetch: FetchHandler = () => (armed ? NEVER : Promise.resolve(Response.json({})))
    const api = await subject.connect('http://home.test', { fetch, ...options })
    armed = true
    return api
  }

  test.each(['read', 'write', 'walk', 'upload'] as const)(
    'leaves a fetch that never settles: %s',
    async (call) => {
      const api = await connectToNothing()
      await expectLeft((signal) => api[call]({ signal }))
    },
  )

  test('leaves it when its time is over', async () => {
    const api = await connectToNothing({ timeout: 100 })
    expect((await within(5_000, failureOf(api.read()))).name).toBe('TimeoutError')
    expect((await within(5_000, failureOf(api.write()))).name).toBe('TimeoutError')
  })

  test.each([200, 500])('leaves a body that stops, of a %i', async (status) => {
    await using place = await openPlace(
      subject,
      (_, response) => void response.writeHead(status, { 'content-length': '999' }).write('{'),
      { retry: false },
    )
    await expectLeft((signal) => place.api.read({ signal }))
    expect((await within(5_000, failureOf(place.api.read({ timeout: 100 })))).name).toBe('TimeoutError')
  })

  test('leaves the wait before a further attempt', async () => {
    await using place = await openPlace(subject, (_, response) =>
      sendJson(response, {}, 429, { 'retry-after': '30' }),
    )
    await expectLeft((signal) => place.api.read({ signal }))
    expect((await within(5_000, failureOf(place.api.read({ timeout: 100 })))).name).toBe('TimeoutError')
    expect(place.home.received).toHaveLength(2)
  })

  test('sends nothing for a signal that has ended before', async () => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}))
    const signal = AbortSignal.abort(new Error('before'))
    for (const call of [place.api.read, place.api.write, place.api.walk, place.api.upload]) {
      expect(await call({ signal }).catch((error: unknown) => error)).toBe(signal.reason)
    }
    expect(place.home.received).toEqual([])
  })
})

describe('AtprotoClient', () => {
  const service = 'http://home.test'
  const serve: FetchHandler = async () => Response.json(SESSION)
  const login = (client: AtprotoClient, signal: AbortSignal) =>
    client.login({ identifier: HANDLE, password: 'x', signal })
  const stale = savedSession(service).replace(ACCESS_JWT, jwt('access', -60))

  test.each(['create', 'import', 'refresh'])(
    'leaves an onSession handler that never settles: %s',
    async (at) => {
      const onSession = (event: string) => (event === at ? NEVER : undefined)
      const client = newAtproto({ service, fetch: serve, onSession })
      const session = at === 'import' ? savedSession(service) : stale
      await expectLeft((signal) =>
        at === 'create' ? login(client, signal) : client.login({ session, signal }),
      )
    },
  )

  test.each(['get', 'set', 'delete'])('leaves a store whose %s never settles', async (at) => {
    const store: Store = {
      get: async () => (at === 'get' ? NEVER : stale),
      set: async () => (at === 'set' ? NEVER : undefined),
      delete: async () => (at === 'delete' ? NEVER : undefined),
    }
    const refuse: FetchHandler = async () => Response.json({ error: 'ExpiredToken' }, { status: 400 })
    const client = newAtproto({ service, fetch: at === 'delete' ? refuse : serve, store })
    await expectLeft((signal) => (at === 'set' ? login(client, signal) : client.restore(DID, { signal })))
  })

  test('leaves a lock that is never given', async () => {
    const store: Store = { get: async () => stale, set: async () => {}, delete: async () => {} }
    const client = newAtproto({ service, fetch: serve, store, lock: () => NEVER })
    await expectLeft((signal) => client.restore(DID, { signal }))
  })

  test.each(['login', 'restore'])('leaves a fetch that never settles: %s', async (call) => {
    const store: Store = { get: async () => stale, set: async () => {}, delete: async () => {} }
    const client = newAtproto({ service, fetch: () => NEVER, store })
    await expectLeft((signal) => (call === 'login' ? login(client, signal) : client.restore(DID, { signal })))
  })

  test('leaves a renewal that another call has begun', async () => {
    const fetch: FetchHandler = (url, init) => {
      if (url.endsWith('refreshSession')) return NEVER
      if (!url.includes('getTimeline')) return serve(url, init)
      return Promise.resolve(Response.json({ error: 'ExpiredToken' }, { status: 400 }))
    }
    const client = newAtproto({ service, fetch })
    await client.login({ session: savedSession(service) })
    client.getTimeline().catch(() => {})
    await expectLeft((signal) => client.getTimeline({ signal }))
  })
})

test('Mastodon’s OAuth leaves a server that never responds', async () => {
  await using server = await startLoopback(() => {})
  await expectLeft((signal) =>
    registerApp({ url: server.url, signal }, { clientName: 'A', redirectUris: 'a:b' }),
  )
  const app = { clientName: 'A', redirectUris: 'a:b' }
  const error = await within(5_000, failureOf(registerApp({ url: server.url, timeout: 100 }, app)))
  expect(error.name).toBe('TimeoutError')
})
