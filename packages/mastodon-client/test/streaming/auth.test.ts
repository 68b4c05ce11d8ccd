/** Where tokens go, and where they never stand. */
import { inspect } from 'node:util'
import nock from 'nock'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket as WsWebSocket } from 'ws'
import { findAddress } from '../../src/streaming/connection/address.ts'
import { type FetchHandler, MastodonClient } from '../../src/index.ts'
import { startSession } from '../../src/oauth/index.ts'
import { arena } from '../support.ts'
import { begin, failureOfNext, until, watch } from './support.ts'

afterEach(() => nock.cleanAll())

describe('a token', () => {
  test.each(['auto', 'header', 'subprotocol', 'query'] as const)(
    'can be carried by way of %s',
    async (auth) => {
      await using place = await arena({}, { streaming: { auth } })
      const seen = watch(place.sandbox, 'user')
      await using stream = place.client.api.v1.streaming.user(seen)
      const { first } = await begin(stream, seen)
      place.sandbox.streaming.emit('user', 'filters_changed')
      expect(await first).toMatchObject({ event: 'filters_changed' })
    },
  )

  test.each([
    ['the global WebSocket', { WebSocket: globalThis.WebSocket }],
    ['that of ws', { WebSocket: WsWebSocket }],
  ])('that the server does not know ends the stream for good, by %s', async (_, streaming) => {
    await using place = await arena({}, { streaming, accessToken: 'wrong-token-1234' })
    const seen = watch(place.sandbox, 'user')
    const error = await failureOfNext(place.client.api.v1.streaming.user(seen))
    expect(error).toMatchObject({ name: 'UnauthorizedError', status: 401 })
    expect(seen.statuses.map(({ type }) => type)).toEqual(['drop'])
    expect(inspect([error, seen.statuses], { depth: 9 })).not.toContain('wrong-token')
  })

  test('that is revoked ends the stream when it connects again', async () => {
    await using place = await arena()
    const { sandbox, client } = place
    const app = await client.api.v1.apps.post({
      body: { client_name: 'One', redirect_uris: ['https://app.example/'], scopes: 'read' },
    })
    if (!app.client_id || !app.client_secret) throw new Error('no client')
    const credentials = { client_id: app.client_id, client_secret: app.client_secret }
    const redirect = 'https://app.example/'
    const page = await client.oauth.authorize.get({
      params: {
        response_type: 'code',
        client_id: credentials.client_id,
        redirect_uri: redirect,
        scope: 'read',
      },
    })
    const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const { access_token: token } = await client.oauth.token.post({
      body: { grant_type: 'authorization_code', code, redirect_uri: redirect, ...credentials },
    })
    const seen = watch(sandbox, 'user')
    await using stream = place.connect({ accessToken: token }).api.v1.streaming.user(seen)
    const { first } = await begin(stream, seen)
    await client.oauth.revoke.post({ body: { token, ...credentials } })
    await expect(first).rejects.toMatchObject({ name: 'UnauthorizedError', status: 401 })
    expect(inspect(seen.statuses)).not.toContain(token)
  })

  test.each([
    ['before it expires', 0, globalThis.WebSocket],
    ['after it has expired', 3_600, globalThis.WebSocket],
    ['after it has expired, by ws', 3_600, WsWebSocket],
  ])('of a session is renewed %s, and no error repeats either', async (_, expires_in, WebSocket) => {
    await using place = await arena()
    const { sandbox } = place
    const { token: renewed } = sandbox
    let renewals = 0
    const send: FetchHandler = (url, init) => {
      if (!url.endsWith('/oauth/token')) return fetch(url, init)
      renewals++
      return Promise.resolve(Response.json({ access_token: renewed, expires_in: 3_600 }))
    }
    const session = await startSession(
      { url: sandbox.url, fetch: send },
      {
        app: { client_id: 'i', client_secret: 's' },
        token: { access_token: 'expired-token-1', refresh_token: 'r', expires_in },
      },
    )
    const seen = watch(sandbox, 'user')
    const streaming = { WebSocket, reconnect: { initialDelay: 1 } }
    const client = new MastodonClient({ url: sandbox.url, session, streaming, retry: false })
    await using stream = client.api.v1.streaming.user(seen)
    const { first } = await begin(stream, seen)
    expect([renewals, session.accessToken]).toEqual([1, renewed])
    sandbox.streaming.emit('user', 'filters_changed')
    expect(await first).toMatchObject({ event: 'filters_changed' })
    sandbox.streaming.closeAll(1008, `${renewed} and expired-token-1`)
    const failure = await failureOfNext(stream)
    expect(inspect([failure, seen.statuses])).not.toMatch(new RegExp(`expired-token-1|${renewed}`))
  })

  test('stands in no status and no error, whatever the server repeats of it', async () => {
    await using place = await arena({}, { streaming: { auth: 'query' } })
    const { sandbox, client } = place
    const told: unknown[] = []
    const seen = watch(sandbox, 'user')
    await using stream = client.api.v1.streaming.user({
      onStatus: (status) => {
        seen.onStatus(status)
        told.push(status)
      },
      onError: (error) => void told.push(error),
    })
    const { first } = await begin(stream, seen)
    sandbox.streaming.inject(JSON.stringify({ error: `No ${sandbox.token}` }))
    await until(() => told.length === 2)
    sandbox.streaming.closeAll(1001, `Bye ${sandbox.token}`)
    await seen.opened(2)
    sandbox.streaming.closeAll(1008, `No ${sandbox.token}`)
    told.push(await first.catch((error: unknown) => error))
    expect(told.at(-1)).toMatchObject({ name: 'StreamError' })
    expect(inspect(told, { depth: 9 })).not.toContain(sandbox.token)
  })
})

describe('the address', () => {
  const SERVER = 'https://server.test'
  const instance = (streaming: unknown, version = '4.3.0') => ({
    version,
    configuration: { urls: { streaming } },
  })
  const addressOf = (options = {}) =>
    findAddress(new MastodonClient({ url: SERVER, retry: { limit: 0 } }), options)

  test.each([
    ['wss://streaming.server.test', 'wss://streaming.server.test'],
    ['wss://streaming.server.test/', 'wss://streaming.server.test'],
    ['wss://streaming.server.test/api/v1/streaming/', 'wss://streaming.server.test'],
    ['https://streaming.server.test/base', 'wss://streaming.server.test/base'],
    // The token is not sent in the clear, nor to what is no address.
    ['ws://streaming.server.test', 'wss://server.test'],
    ['ftp://streaming.server.test', 'wss://server.test'],
    ['nonsense', 'wss://server.test'],
    [7, 'wss://server.test'],
  ])('is what the instance says, if it may be: %s', async (told, base) => {
    nock(SERVER).get('/api/v2/instance').reply(200, instance(told))
    expect(await addressOf()).toEqual({ base, multiplexes: true })
  })

  test('is asked of the first version of the instance where there is no second', async () => {
    nock(SERVER).get('/api/v2/instance').reply(404)
    nock(SERVER)
      .get('/api/v1/instance')
      .reply(200, {
        version: '2.7.2 (compatible; Pleroma 2.5.0)',
        urls: { streaming_api: 'wss://other.test' },
      })
    expect(await addressOf()).toEqual({ base: 'wss://other.test', multiplexes: false })
  })

  test('is that of the server where nobody tells', async () => {
    nock(SERVER).get('/api/v2/instance').reply(401, {})
    nock(SERVER).get('/api/v1/instance').reply(200, '<html>')
    expect(await addressOf()).toEqual({ base: 'wss://server.test', multiplexes: true })
  })

  test('is not asked for where the options say it, and must be one', async () => {
    expect(await addressOf({ url: 'ws://localhost:4000', multiplex: false })).toEqual({
      base: 'ws://localhost:4000',
      multiplexes: false,
    })
    await expect(addressOf({ url: 'localhost' })).rejects.toMatchObject({ name: 'ValidationError' })
    nock(SERVER).get('/api/v2/instance').reply(200, instance('wss://elsewhere.test', '3.2.0'))
    expect(await addressOf({ url: 'wss://mine.test' })).toEqual({
      base: 'wss://mine.test',
      multiplexes: false,
    })
  })

  test.each([
    ['cannot be asked for', () => Promise.reject(new TypeError('fetch failed'))],
    ['the server does not tell now', () => Promise.resolve(new Response('Bad gateway', { status: 502 }))],
  ])('that %s is asked for again', async (_, fail: () => Promise<Response>) => {
    await using place = await arena()
    let failures = 1
    const client = place.connect({
      retry: { limit: 0 },
      fetch: (url, init) => {
        if (!url.endsWith('/instance') || failures-- <= 0) return fetch(url, init)
        return fail()
      },
    })
    const seen = watch(place.sandbox, 'user')
    await using stream = client.api.v1.streaming.user(seen)
    const { first } = await begin(stream, seen)
    expect(seen.statuses.map(({ type }) => type)).toEqual(['drop', 'retry', 'open'])
    place.sandbox.streaming.emit('user', 'filters_changed')
    await first
  })

  test('that was known holds while the server is away', async () => {
    let isAway = false
    const away = () => Promise.resolve(new Response('Bad gateway', { status: 502 }))
    await using place = await arena(
      {},
      {
        retry: { limit: 0 },
        streaming: { reconnect: { initialDelay: 1 } },
        fetch: (url, init) => (isAway ? away() : fetch(url, init)),
      },
    )
    const seen = watch(place.sandbox, 'user')
    await using stream = place.client.api.v1.streaming.user(seen)
    const { first } = await begin(stream, seen)
    isAway = true
    place.sandbox.streaming.refuseSockets(502)
    place.sandbox.streaming.resetAll()
    await until(() => seen.statuses.filter(({ type }) => type === 'retry').length > 3)
    place.sandbox.streaming.refuseSockets(undefined)
    await seen.opened(2)
    place.sandbox.streaming.emit('user', 'filters_changed')
    await first
  })

  test('may be on another host, which gets the token because the instance names it', async () => {
    await using other = await arena()
    await using place = await arena({ streamingUrl: other.sandbox.url.replace('http', 'ws') })
    const seen = watch(other.sandbox, 'user')
    await using stream = place.client.api.v1.streaming.user(seen)
    const { first } = await begin(stream, seen)
    other.sandbox.streaming.emit('user', 'filters_changed')
    expect(await first).toMatchObject({ event: 'filters_changed' })
    expect(place.sandbox.streaming.sockets).toBe(0)
  })
})
