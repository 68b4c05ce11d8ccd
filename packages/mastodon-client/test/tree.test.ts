/** What the tree of a client is made of, how it looks, and what it takes for an id. */
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect, types } from 'node:util'
import { isNotFoundError, isValidationError } from '@typefed/core'
import type { StreamMethod } from '@typefed/core/rest'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MastodonClient, tree } from '../src/index.ts'
import { arena, failureOf, type Leaf, OPERATIONS } from './support.ts'

const TOKEN = 'token-9f3a-of-alice'
const client = new MastodonClient({
  url: 'https://server.test',
  accessToken: TOKEN,
  headers: { 'x-key': `key ${TOKEN}` },
  fetch: () => Promise.reject(new Error('nothing is to be sent')),
})

const FACTS = ['name', 'method', 'path', 'requires', 'until', 'token', 'scopes', 'output'] as const

interface Found {
  readonly nodes: ReadonlyMap<string, object>
  readonly leaves: ReadonlyMap<string, Leaf>
  readonly streams: ReadonlyMap<string, Streamer>
}

type Streamer = StreamMethod<unknown[], unknown>

/** Goes through a tree: nodes by the way to them, methods by the name of their operation. */
function explore(root: object): Found {
  const nodes = new Map<string, object>()
  const leaves = new Map<string, Leaf>()
  const streams = new Map<string, Streamer>()
  const visit = (way: string, node: unknown): void => {
    if ((typeof node !== 'object' && typeof node !== 'function') || node === null) return
    nodes.set(way, node)
    if ('parse' in node) {
      leaves.set((node as Leaf).name, node as Leaf)
      return
    }
    for (const [name, child] of Object.entries(node)) visit(`${way}.${name}`, child)
    if ('stream' in node) streams.set(way, node as Streamer)
    else if (typeof node === 'function') visit(`${way}()`, (node as (id: string) => unknown)('1'))
  }
  visit('client', root)
  return { nodes, leaves, streams }
}

const { nodes, leaves, streams } = explore(client)

describe('the tree', () => {
  test('has every operation once, under its path and method', () => {
    expect([...leaves.keys()].toSorted()).toEqual([...OPERATIONS.keys()].toSorted())
    for (const [id, { path, method }] of OPERATIONS) {
      const way = path
        .split('/')
        .slice(1)
        .map((segment) => (segment.startsWith('{') ? '()' : `.${segment}`))
        .join('')
      expect(nodes.get(`client${way}.${method.toLowerCase()}`)).toBe(leaves.get(id))
    }
  })

  test('has every stream once, some of them where a path has its name', () => {
    const names = [...streams].map(([way, { stream }]) => [
      way.replace('client.api.v1.streaming.', ''),
      stream,
    ])
    expect(Object.fromEntries(names)).toEqual({
      user: 'user',
      userNotification: 'user:notification',
      public: 'public',
      publicLocal: 'public:local',
      publicRemote: 'public:remote',
      hashtag: 'hashtag',
      hashtagLocal: 'hashtag:local',
      list: 'list',
      direct: 'direct',
    })
    const { user, publicRemote } = client.api.v1.streaming
    expect(user.get).toBe(leaves.get('streamUser'))
    expect(user.events.map(({ event }) => event)).toContain('filters_changed')
    expect(publicRemote.requires).toBe('3.1.4')
    expect(publicRemote.variants?.['onlyMedia']?.stream).toBe('public:remote:media')
  })

  test('tells of each method what the description says', () => {
    for (const [id, operation] of OPERATIONS) {
      const leaf = leaves.get(id)
      for (const name of FACTS) expect(leaf?.[name]).toBe(operation[name])
      expect(leaf?.parse).toBeTypeOf('function')
      expect(leaf?.name).toBe(id)
    }
  })

  test('walks over pages exactly where there are pages', () => {
    for (const [id, { pages }] of OPERATIONS) {
      const leaf = leaves.get(id)
      expect(leaf?.pages).toBe(pages)
      expect(leaf?.paginate !== undefined).toBe(pages !== undefined)
    }
    const paged = [...OPERATIONS.values()].filter(({ pages }) => pages)
    expect(paged.length).toBeGreaterThan(40)
  })

  test('is made of plain objects and functions', () => {
    expect(nodes.size).toBeGreaterThan(OPERATIONS.size)
    for (const node of nodes.values()) expect(types.isProxy(node)).toBe(false)
    for (const node of [tree, ...Object.values(tree)]) expect(types.isProxy(node)).toBe(false)
  })

  test('has nothing under names that do not exist', async () => {
    const strange = ['nothing', 'then', 'toJSON', 'v3', '$$typeof', Symbol.iterator, 'asymmetricMatch']
    const places = [
      client,
      client.api,
      client.api.v1,
      client.api.v1.statuses,
      client.api.v1.statuses('1').get,
    ]
    for (const place of places) {
      expect(strange.filter((name) => Reflect.has(place, name))).toEqual([])
    }
    expect(await Promise.resolve(client)).toBe(client)
  })

  test('completes names', () => {
    expect(Object.keys(client)).toEqual(expect.arrayContaining(['api', 'health', 'nodeinfo', 'oauth']))
    expect(Object.keys(client.api.v1.statuses).toSorted()).toEqual(['get', 'post'])
    expect(Object.keys(client.api.v1.statuses('1'))).toEqual(
      expect.arrayContaining(['get', 'put', 'delete', 'favourite', 'context', 'reblog']),
    )
    expect(Object.keys(client.api.v1.timelines.home.get)).toEqual(
      expect.arrayContaining(['method', 'path', 'requires', 'paginate']),
    )
  })

  test('stays the same object, so that comparing works', () => {
    expect(client.api.v1.timelines).toBe(client.api.v1.timelines)
    expect(client.with({}).api).not.toBe(client.api)
  })
})

describe('printing', () => {
  const printed = (value: unknown): string => {
    let text = ''
    const stream = new Writable({
      write(chunk, _, done) {
        text += String(chunk)
        done()
      },
    })
    new Console(stream).log(value)
    return text
  }

  test.each([
    ['a client', client],
    ['a node that can be called', client.api.v1.statuses],
    ['what stands behind an id', client.api.v1.statuses('1')],
    ['a method', client.api.v1.timelines.home.get],
    ['a client with other settings', client.with({ timeout: 1 })],
  ])('%s shows no token', (_, value) => {
    const hidden = inspect(value, { depth: Infinity, showHidden: true, getters: true })
    for (const text of [printed(value), hidden, String(value), JSON.stringify(value) ?? '']) {
      expect(text).not.toContain(TOKEN)
    }
    expect(hidden.length).toBeGreaterThan(50)
  })

  test('shows names and methods', () => {
    expect(printed(client)).toContain("MastodonClient {\n  origin: 'https://server.test'")
    expect(printed(client.api.v1.statuses)).toBe(
      [
        '[Function: statuses] {',
        '  get: [Function: listStatuses] {',
        "    method: 'GET',",
        "    path: '/api/v1/statuses',",
        "    requires: '4.3.0'",
        '  },',
        '  post: [Function: createStatus] {',
        "    method: 'POST',",
        "    path: '/api/v1/statuses',",
        "    requires: '0.0.0'",
        '  }',
        '}',
        '',
      ].join('\n'),
    )
    const status = printed(client.api.v1.statuses('1'))
    expect(status).toContain('favourite: {\n    post: [Function: favouriteStatus] {')
    expect(status).toContain("path: '/api/v1/statuses/{id}/favourite'")
    expect(status).toContain('delete: [Function: deleteStatus] {')
  })

  test('as JSON gives the address and the names', () => {
    const written = JSON.parse(JSON.stringify(client)) as Record<string, unknown>
    expect(written).toMatchObject({ origin: 'https://server.test', api: { v1: {} } })
  })
})

describe('an id', () => {
  test.each(['', '.', '..', '\ud800', 7, null, undefined, true, ['1'], {}])(
    'such as %j is refused before anything is sent',
    async (id) => {
      await using place = await arena()
      const status = place.client.api.v1.statuses(id as string)
      for (const call of [() => status.get(), () => status.favourite.post(), () => status.delete()]) {
        expect(isValidationError(await failureOf(call()))).toBe(true)
      }
      expect(() => status.favourited_by.get.paginate()).toThrow(expect.toSatisfy(isValidationError))
      expect(place.sandbox.requests).toEqual([])
    },
  )

  test('becomes one part of the path, whatever is in it', async () => {
    await using place = await arena()
    const { sandbox } = place
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom(
        'a/b',
        '../x',
        '%2e%2e',
        '%2F',
        'a?b=c',
        'a#b',
        '日本語',
        '👩‍👩‍👧',
        ' ',
        '\\',
        '#1',
        '...',
        '1;2',
        '@a@b.c',
      ),
    )
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        fc.pre(id !== '.' && id !== '..')
        sandbox.clear()
        const error = await failureOf(place.client.api.v1.statuses(id).context.get())
        expect(isNotFoundError(error)).toBe(true)
        const [request] = sandbox.requests
        const parts = request?.path.split('/') ?? []
        expect(request?.operationId).toBe('getStatusContext')
        expect(parts).toHaveLength(6)
        expect(decodeURIComponent(parts[4] ?? '')).toBe(id)
        expect(request?.query.size).toBe(0)
      }),
    )
  })

  test('stays with what was made from it', async () => {
    await using place = await arena()
    const { ids } = place.sandbox.seedTimeline({ statuses: 2 })
    const [one, two] = ids.map((id) => place.client.api.v1.statuses(id))
    expect((await one!.get()).id).toBe(ids[0])
    expect((await two!.get()).id).toBe(ids[1])
    expect((await one!.favourite.post()).id).toBe(ids[0])
  })
})

describe('a method', () => {
  test('works without what it was taken from', async () => {
    await using place = await arena()
    const { ids } = place.sandbox.seedTimeline({ statuses: 3 })
    const { get } = place.client.api.v1.timelines.home
    const { paginate, parse } = get
    const { statuses } = place.client.api.v1
    const { favourite, get: getStatus } = statuses(ids[0]!)
    const timeline = await get()
    expect(timeline.map(({ id }) => id)).toEqual(ids)
    expect(await paginate({ maxItems: 2 }).toArray()).toHaveLength(2)
    expect(parse(timeline)).toBe(timeline)
    expect(await favourite.post()).toMatchObject({ favourited: true })
    expect(await getStatus()).toMatchObject({ id: ids[0], favourited: true })
  })

  test('parses an answer without a request', () => {
    const { parse } = client.api.v1.markers.get
    const marker = { home: { last_read_id: '1', version: 2, updated_at: '2026-01-31T12:00:00.000Z' } }
    expect(parse(marker)).toBe(marker)
    expect(() => parse({ home: { last_read_id: {} } })).toThrow(expect.toSatisfy(isValidationError))
    expect(() => parse([])).toThrow('response of getMarkers is not valid')
  })
})
