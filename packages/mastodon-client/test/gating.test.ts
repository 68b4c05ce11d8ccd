/** What becomes of calls that a server is too old for, against servers of several versions and makes. */
import { type FetchHandler, isNetworkError, isNotFoundError, isUnsupportedVersionError } from '@typefed/core'
import nock from 'nock'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isUnsupported, MastodonClient, type Status } from '../src/index.ts'
import { arena, type Arena, failureOf, pathsOf } from './support.ts'

const SERVER = 'https://server.test'

afterEach(() => nock.cleanAll())

const CALLS: Record<string, (client: MastodonClient) => Promise<unknown>> = {
  '3.5.0': (client) => client.api.v1.statuses('1').source.get(),
  '4.0.0': (client) => client.api.v2.filters.get(),
  '4.3.0': (client) => client.api.v2.notifications.get(),
  '4.6.0': (client) => client.api.v1.collections('1').get(),
}

describe('an older server', () => {
  test.each([
    ['3.4.10', []],
    ['3.5.3', ['3.5.0']],
    ['4.0.2', ['3.5.0', '4.0.0']],
    ['4.3.1', ['3.5.0', '4.0.0', '4.3.0']],
    ['4.6.0', ['3.5.0', '4.0.0', '4.3.0', '4.6.0']],
  ])('of %s is asked for what came by %j, and for nothing else', async (version, sent) => {
    await using place = await arena({ version })
    await place.client.server()
    for (const [requires, call] of Object.entries(CALLS)) {
      place.sandbox.clear()
      const error = await call(place.client).catch((error: unknown) => error)
      if (sent.includes(requires)) {
        expect(isUnsupportedVersionError(error)).toBe(false)
        expect(place.sandbox.requests).toHaveLength(1)
      } else {
        expect(isUnsupportedVersionError(error)).toBe(true)
        expect(error).toMatchObject({ requires, server: { software: 'mastodon', version } })
        expect(place.sandbox.requests).toEqual([])
      }
    }
  })

  test('is named in the refusal, with what the call needs', async () => {
    await using place = await arena({ version: '4.0.2' })
    const error = await failureOf(place.client.api.v2.notifications.get())
    expect(error).toMatchObject({
      name: 'UnsupportedVersionError',
      message: 'GET /api/v2/notifications needs version 4.3.0: the server is mastodon 4.0.2',
      requires: '4.3.0',
      server: { software: 'mastodon', softwareVersion: '4.0.2', version: '4.0.2', source: 'version' },
    })
    expect(String(error)).not.toContain(place.sandbox.token)
    expect(pathsOf(place)).toEqual(['GET /api/v2/instance'])
  })

  test('is asked all the same in mode warn, and the warning is the error', async () => {
    await using place = await arena({ version: '4.0.2' })
    const warnings: Error[] = []
    const client = place.connect({ gating: 'warn', onWarning: (warning) => warnings.push(warning) })
    expect(isNotFoundError(await failureOf(client.api.v2.notifications.get()))).toBe(true)
    expect(warnings).toMatchObject([{ name: 'UnsupportedVersionError', requires: '4.3.0' }])
    await client.api.v2.filters.get()
    expect(warnings).toHaveLength(1)
  })

  test('is asked without a look at its version in mode off', async () => {
    await using place = await arena({ version: '4.0.2' })
    const client = place.connect({ gating: 'off' })
    expect(isNotFoundError(await failureOf(client.api.v2.notifications.get()))).toBe(true)
    expect(pathsOf(place)).toEqual(['GET /api/v2/notifications'])
  })

  test('refuses a walk over pages as it refuses a call', async () => {
    await using place = await arena({ version: '4.0.2' })
    const walk = place.client.api.v2.notifications.get.paginate()
    expect(isUnsupportedVersionError(await failureOf(walk.toArray()))).toBe(true)
    expect(pathsOf(place)).toEqual(['GET /api/v2/instance'])
  })
})

describe('other software', () => {
  test.each([
    ['Pleroma', '2.7.0', { software: 'pleroma', version: '3.5.3', source: 'version' }],
    ['Akkoma', '3.13.2', { software: 'akkoma', version: '3.5.3', source: 'version' }],
    ['GoToSocial', '0.17.3', { software: 'gotosocial', version: undefined, source: 'nodeinfo' }],
    ['Hollo', '0.6.2', { software: 'hollo', version: undefined, source: 'nodeinfo' }],
    ['Takahe', '0.9.0', { software: 'takahe', version: '3.5.3', source: 'version' }],
  ])('such as %s is never refused', async (name, version, server) => {
    await using place = await arena({ version: '3.5.3', software: { name, version } })
    expect(await place.client.server()).toMatchObject({ ...server, softwareVersion: version })
    place.sandbox.clear()
    for (const call of Object.values(CALLS)) {
      expect(isUnsupportedVersionError(await call(place.client).catch((error: unknown) => error))).toBe(false)
    }
    expect(place.sandbox.requests).toHaveLength(4)
  })

  test.each([
    ['glitch-soc', '1.0.0', 'glitch-soc'],
    ['hometown', '1.1.1', 'hometown'],
  ])('that counts as Mastodon does, such as %s, is refused', async (name, version, software) => {
    await using place = await arena({ version: '4.0.2', software: { name, version } })
    const error = await failureOf(place.client.api.v2.notifications.get())
    expect(error).toMatchObject({ requires: '4.3.0', server: { software, version: '4.0.2' } })
  })
})

describe('a floor', () => {
  test('that holds is looked at once', async () => {
    await using place = await arena({ version: '4.3.1' })
    const client = place.connect({ minVersion: '4.3' })
    await client.api.v1.timelines.home.get()
    await client.api.v1.accounts.verify_credentials.get()
    await client.api.v2.notifications.get()
    expect(pathsOf(place)).toEqual([
      'GET /api/v2/instance',
      'GET /api/v1/timelines/home',
      'GET /api/v1/accounts/verify_credentials',
      'GET /api/v2/notifications',
    ])
  })

  test.each([
    ['4.0.2', undefined, 'mastodon 4.0.2'],
    ['3.5.3', { name: 'Pleroma', version: '2.7.0' }, 'pleroma 2.7.0, which speaks 3.5.3'],
  ])('is too high for a server of %s (%j), whatever is called', async (version, software, described) => {
    await using place = await arena({ version, ...(software && { software }) })
    for (const gating of ['throw', 'warn', 'off'] as const) {
      const client = place.connect({ minVersion: '4.3', gating })
      const error = await failureOf(client.api.v1.timelines.home.get())
      expect(error).toMatchObject({
        name: 'UnsupportedVersionError',
        message: `this client needs version 4.3: the server is ${described}`,
        requires: '4.3',
        server: { version },
      })
    }
    expect(pathsOf(place).filter((path) => !path.endsWith('/instance'))).toEqual([])
  })

  test('is all that is looked at in mode off', async () => {
    await using place = await arena({ version: '4.0.2' })
    const onWarning = vi.fn<() => void>()
    const client = place.connect({ minVersion: '4.0', gating: 'off', onWarning })
    expect(isNotFoundError(await failureOf(client.api.v2.notifications.get()))).toBe(true)
    expect(onWarning).not.toHaveBeenCalled()
    expect(pathsOf(place)).toEqual(['GET /api/v2/instance', 'GET /api/v2/notifications'])
  })

  test('lets software through that names no version of Mastodon', async () => {
    await using place = await arena({ software: { name: 'GoToSocial', version: '0.17.3' } })
    const client = place.connect({ minVersion: '4.3' })
    expect(await client.api.v1.timelines.home.get()).toEqual([])
  })
})

describe('asking the server', () => {
  test('is not needed if the version is given', async () => {
    await using place = await arena({ version: '4.0.2' })
    const client = place.connect({ version: '4.0.2' })
    expect(isUnsupportedVersionError(await failureOf(client.api.v2.notifications.get()))).toBe(true)
    await client.api.v2.filters.get()
    expect(await client.server()).toMatchObject({ version: '4.0.2', source: 'option' })
    const strict = place.connect({ version: '4.0.2', minVersion: '4.3' })
    expect(await failureOf(strict.api.v1.instance.get())).toMatchObject({ requires: '4.3' })
    expect(pathsOf(place)).toEqual(['GET /api/v2/filters'])
  })

  test('is not needed for what every server has', async () => {
    await using place = await arena({ version: '4.0.2' })
    await place.client.api.v1.timelines.home.get()
    expect(pathsOf(place)).toEqual(['GET /api/v1/timelines/home'])
  })

  test('happens once for twenty calls at once, and for all clients that share what is known', async () => {
    await using place = await arena({ version: '4.3.1' })
    const { client } = place
    const other = client.with({ accessToken: place.sandbox.createUser('bob').token })
    const calls = Array.from({ length: 10 }, () => [client, other]).flat()
    await Promise.all(calls.map((each) => each.api.v2.notifications.get()))
    await client.server()
    const probes = pathsOf(place).filter((path) => path !== 'GET /api/v2/notifications')
    expect(probes).toEqual(['GET /api/v2/instance'])
    expect(place.sandbox.requests).toHaveLength(21)
  })

  test.each([
    ['4.6.0', { source: 'api_versions', apiVersion: 10 }, ['GET /api/v2/instance']],
    ['4.0.2', { source: 'version' }, ['GET /api/v2/instance']],
    ['3.5.3', { source: 'version' }, ['GET /api/v2/instance', 'GET /api/v1/instance']],
  ])('ends where the server tells, at %s', async (version, server, asked) => {
    await using place = await arena({ version })
    expect(await place.client.server()).toMatchObject({ software: 'mastodon', version, ...server })
    expect(pathsOf(place)).toEqual(asked)
  })

  test('that fails lets a call through, and is tried again by the next', async () => {
    nock(SERVER)
      .get(/instance|nodeinfo/)
      .thrice()
      .reply(500, 'oh')
    nock(SERVER).get('/api/v2/filters').reply(200, [])
    const client = new MastodonClient({ url: SERVER, accessToken: 'token', retry: { limit: 0 } })
    expect(await client.api.v2.filters.get()).toEqual([])
    expect(nock.pendingMocks()).toEqual([])

    nock(SERVER).get('/api/v2/instance').reply(200, { version: '3.5.3' })
    const error = await failureOf(client.api.v2.filters.get())
    expect(error).toMatchObject({ requires: '4.0.0', server: { version: '3.5.3' } })
  })

  test('that fails is the failure of a call with a floor', async () => {
    nock(SERVER).persist().get(/./).reply(503, { error: 'closed' })
    const client = new MastodonClient({
      url: SERVER,
      accessToken: 'token',
      minVersion: '4.3',
      retry: { limit: 0 },
    })
    const error = await failureOf(client.api.v1.timelines.home.get())
    expect(error).toMatchObject({ name: 'ResponseError', status: 503, error: 'closed' })
  })

  test('a machine that does not listen gives the call its own error', async () => {
    const place = await arena()
    const { url } = place.sandbox
    await place.sandbox.close()
    const lax = new MastodonClient({ url, accessToken: 'token', retry: { limit: 0 } })
    const refused = await failureOf(lax.api.v2.filters.get())
    expect(isNetworkError(refused)).toBe(true)
    expect(refused).toMatchObject({
      message: `listFilters: ${new URL(url).host} could not be reached (ECONNREFUSED)`,
    })
    const floored = new MastodonClient({ url, accessToken: 'token', minVersion: '4.3', retry: { limit: 0 } })
    expect(isNetworkError(await failureOf(floored.api.v2.filters.get()))).toBe(true)
  })

  /** A server that tells what it is only when it is let, and then answers everything with an empty list. */
  function slowServer() {
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
    const fetch: FetchHandler = async (url) => {
      if (!url.endsWith('/instance')) return Response.json([])
      ask()
      await told
      return Response.json({ version: '4.3.1' })
    }
    return { client: new MastodonClient({ url: SERVER, accessToken: 'token', fetch }), asked, tell }
  }

  test('ends for a call whose signal is aborted, and goes on for the others', async () => {
    const { client, asked, tell } = slowServer()
    const controller = new AbortController()
    const aborted = failureOf(client.api.v2.filters.get({ signal: controller.signal }))
    const other = client.api.v2.filters.get()
    await asked
    controller.abort(new Error('enough'))
    expect(await aborted).toMatchObject({ message: 'enough' })
    tell()
    expect(await other).toEqual([])
  })

  test('counts into the time that a call has', async () => {
    const { client, tell } = slowServer()
    const late = failureOf(client.api.v2.filters.get({ timeout: 30 }))
    expect(await late).toMatchObject({ name: 'TimeoutError' })
    tell()
    expect(await client.api.v2.filters.get()).toEqual([])
  })
})

describe('a field', () => {
  async function postTo(place: Arena): Promise<Status> {
    const post = await place.client.api.v1.statuses.post({ body: { status: 'Hello' } })
    return place.client.api.v1.statuses(post.id).get()
  }

  test('that an older server does not send is unsupported, and not in what is written down', async () => {
    await using place = await arena({ version: '4.0.2' })
    const status = await postTo(place)
    expect(isUnsupported(status.quote)).toBe(true)
    expect(isUnsupported(status.edited_at)).toBe(false)
    expect(status.edited_at).toBeNull()
    const written = JSON.parse(JSON.stringify(status)) as object
    expect(written).not.toHaveProperty('quote')
    expect(written).toHaveProperty('edited_at', null)
  })

  test('that the server knows is null where there is nothing in it', async () => {
    await using place = await arena({ version: '4.6.0' })
    const status = await postTo(place)
    expect(isUnsupported(status.quote)).toBe(false)
    expect(status.quote).toBeNull()
    expect(status.quotes_count).toBe(0)
  })

  test('that is there is taken, whatever the version', async () => {
    await using place = await arena({ version: '4.6.0' })
    const status = await postTo(place)
    const whole = { ...status, quotes_count: 7 }
    nock(SERVER).get('/api/v1/statuses/1').reply(200, whole)
    const old = new MastodonClient({
      url: SERVER,
      accessToken: 'token',
      version: '3.5.3',
      strictness: 'strict',
    })
    expect(await old.api.v1.statuses('1').get()).toEqual(whole)
  })
})
