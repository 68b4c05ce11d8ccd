/** Walks over pages, against a server that keeps its pages as Mastodon does. */
import { type FetchHandler, isValidationError } from '@typefed/core'
import nock from 'nock'
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest'
import { getHomeTimeline, listGroupedNotifications } from '../src/generated/operations.ts'
import type { Account, NotificationGroup, Search, Status } from '../src/index.ts'
import { MastodonClient } from '../src/index.ts'
import { paginate, RestClient } from '../src/slim.ts'
import { arena, failureOf } from './support.ts'

const SERVER = 'https://server.test'

afterEach(() => nock.cleanAll())

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id)

/** A client whose home timeline has some posts, on pages of ten. */
async function timeline(statuses = 35) {
  const place = await arena({ pageSize: 10 })
  const { ids } = place.sandbox.seedTimeline({ statuses })
  return { ...place, home: place.client.api.v1.timelines.home.get, ids }
}

describe('a walk over a timeline', () => {
  test('gives every post once, newest first, with one request a page', async () => {
    await using place = await timeline()
    const seen: string[] = []
    for await (const status of place.home.paginate()) {
      expectTypeOf(status).toEqualTypeOf<Status>()
      seen.push(status.id)
    }
    expect(seen).toEqual(place.ids)
    expect(place.sandbox.requests).toHaveLength(5)
  })

  test('gives pages with headers and the cursors beside them', async () => {
    await using place = await timeline()
    const pages = await Array.fromAsync(place.home.paginate().pages())
    expect(pages.map(({ items }) => items.length)).toEqual([10, 10, 10, 5, 0])
    const [first, second] = pages
    expect(first?.body).toBe(first?.items)
    expect(first?.headers.get('x-typefed-sandbox')).toBe('mastodon 4.6.0')
    expect(first?.next).toBe(`/api/v1/timelines/home?max_id=${place.ids[9]}`)
    expect(second?.prev).toBe(`/api/v1/timelines/home?min_id=${place.ids[10]}`)
    expect(pages.at(-1)?.next).toBeUndefined()
  })

  test('asks for no page beyond maxItems', async () => {
    await using place = await timeline()
    expect(idsOf(await place.home.paginate({ maxItems: 12 }).toArray())).toEqual(place.ids.slice(0, 12))
    expect(place.sandbox.requests).toHaveLength(2)
    place.sandbox.clear()
    expect(await place.home.paginate({ maxItems: 20 }).toArray()).toHaveLength(20)
    expect(place.sandbox.requests).toHaveLength(2)
    place.sandbox.clear()
    expect(await place.home.paginate({ maxItems: 0 }).toArray()).toEqual([])
    expect(place.sandbox.requests).toEqual([])
  })

  test('goes on to an empty page where a full one is the last', async () => {
    await using place = await timeline(20)
    const pages = await Array.fromAsync(place.home.paginate().pages())
    expect(pages.map(({ items }) => items.length)).toEqual([10, 10, 0])
  })

  test('sends the parameters with every request, and the position of the links', async () => {
    await using place = await timeline()
    const params = { limit: 4, max_id: place.ids[4]! }
    const walk = place.home.paginate({ params, maxItems: 8, headers: { 'x-every': 'request' } })
    expect(idsOf(await walk.toArray())).toEqual(place.ids.slice(5, 13))
    const [first, second] = place.sandbox.requests
    expect(Object.fromEntries(first?.query ?? [])).toEqual({ limit: '4', max_id: place.ids[4] })
    expect([...(second?.query ?? [])]).toEqual([
      ['limit', '4'],
      ['max_id', place.ids[8]],
    ])
    expect(place.sandbox.requests.map(({ headers }) => headers['x-every'])).toEqual(['request', 'request'])
  })

  test('can be made again from the same object', async () => {
    await using place = await timeline()
    const walk = place.home.paginate({ maxItems: 15 })
    expect(place.sandbox.requests).toEqual([])
    const first = await walk.toArray()
    expect(idsOf(first)).toEqual(place.ids.slice(0, 15))
    expect(await walk.toArray()).toEqual(first)
    expect(await Array.fromAsync(walk)).toEqual(first)
    expect(place.sandbox.requests).toHaveLength(6)
  })

  test('refuses what the description does not allow before anything is sent', async () => {
    await using place = await timeline(1)
    const params: { limit: number } = { limit: Number.NaN }
    expect(() => place.home.paginate({ params })).toThrow(expect.toSatisfy(isValidationError))
    expect(place.sandbox.requests).toEqual([])
  })
})

describe('a cursor', () => {
  test('takes up a walk in another client, and holds no token', async () => {
    await using place = await timeline()
    let saved = ''
    for await (const { next } of place.home.paginate().pages()) {
      saved = JSON.stringify(next)
      break
    }
    expect(saved).not.toContain(place.sandbox.token)
    const { cursor } = JSON.parse(`{ "cursor": ${saved} }`) as { cursor: string }
    const rest = place.connect().api.v1.timelines.home.get.paginate({ cursor })
    expect(idsOf(await rest.toArray())).toEqual(place.ids.slice(10))
  })

  test('leads back, page by page, with the items of each in the order of the server', async () => {
    await using place = await timeline()
    const pages = await Array.fromAsync(place.home.paginate().pages())
    const walk = place.home.paginate({ cursor: pages.at(-2)?.prev ?? '' })
    const back = await Array.fromAsync(walk.pages())
    expect(back.map(({ items }) => items.length)).toEqual([10, 10, 10, 0])
    expect(idsOf(back.toReversed().flatMap(({ items }) => items))).toEqual(place.ids.slice(0, 30))
  })

  test('that was kept from the first page leads to what is new since', async () => {
    await using place = await timeline(3)
    const [page] = await Array.fromAsync(place.home.paginate().pages())
    const { ids } = place.sandbox.seedTimeline({ statuses: 12 })
    const walk = place.home.paginate({ cursor: page?.prev ?? '', direction: 'prev' })
    expect(new Set(idsOf(await walk.toArray()))).toEqual(new Set(ids))
  })

  test.each(['https://other.example/api/v1/timelines/home?max_id=1', '//other.example/x', 'max_id=1', ''])(
    'that no page of this server gave is refused: %j',
    async (cursor) => {
      await using place = await timeline(1)
      expect(() => place.home.paginate({ cursor })).toThrow(expect.toSatisfy(isValidationError))
      expect(place.sandbox.requests).toEqual([])
    },
  )
})

describe('a signal', () => {
  test('ends a walk between two pages', async () => {
    await using place = await timeline()
    const controller = new AbortController()
    const seen: string[] = []
    const walking = (async () => {
      for await (const { id } of place.home.paginate({ signal: controller.signal })) {
        seen.push(id)
        if (seen.length === 3) controller.abort(new Error('enough'))
      }
    })()
    expect(await failureOf(walking)).toMatchObject({ message: 'enough' })
    expect(seen).toEqual(place.ids.slice(0, 10))
    expect(place.sandbox.requests).toHaveLength(1)
  })

  test('ends a walk that waits for a page', async () => {
    const fetch: FetchHandler = (_, { signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
    const client = new MastodonClient({ url: SERVER, accessToken: 'token', fetch })
    const signal = AbortSignal.timeout(30)
    const walk = client.api.v1.timelines.home.get.paginate({ signal })
    expect(await failureOf(walk.toArray())).toMatchObject({ name: 'TimeoutError' })
  })
})

describe('results that are counted', () => {
  /** A server with people whose names begin alike. */
  async function crowd(size: number) {
    const place = await arena()
    const names = Array.from({ length: size }, (_, index) => `person${String(index).padStart(2, '0')}`)
    for (const name of names) place.sandbox.createUser(name)
    return { ...place, names }
  }

  test('are walked over by their number where there is no link', async () => {
    await using place = await crowd(25)
    const params = { q: 'person', limit: 10 }
    const walk = place.client.api.v1.accounts.search.get.paginate({ params })
    const found = await walk.toArray()
    expectTypeOf(found).toEqualTypeOf<Account[]>()
    expect(found.map(({ acct }) => acct).toSorted()).toEqual(place.names)
    expect(place.sandbox.requests.map(({ query }) => query.get('offset'))).toEqual([null, '10', '20', '25'])
    expect(place.sandbox.requests.every(({ query }) => query.get('limit') === '10')).toBe(true)
  })

  test('are walked over in the directory', async () => {
    await using place = await crowd(7)
    const found = await place.client.api.v1.directory.get.paginate({ params: { limit: 3 } }).toArray()
    expect(new Set(found.map(({ acct }) => acct))).toEqual(new Set([...place.names, 'alice']))
    expect(found).toHaveLength(8)
  })

  test('of a search are counted by the longest of its lists', async () => {
    await using place = await crowd(7)
    const params = { q: 'person', type: 'accounts', limit: 3 }
    const found = await place.client.api.v2.search.get.paginate({ params }).toArray()
    expectTypeOf(found).toEqualTypeOf<Search[]>()
    const names = found.flatMap(({ accounts }) => accounts.map(({ acct }) => acct))
    expect(names.toSorted()).toEqual(place.names)
    expect(place.sandbox.requests.map(({ query }) => query.get('offset'))).toEqual([null, '3', '6', '7'])
  })

  test('can be walked over twice at once', async () => {
    await using place = await crowd(9)
    const walk = place.client.api.v1.accounts.search.get.paginate({ params: { q: 'person', limit: 3 } })
    const walks = await Promise.all([walk.toArray(), walk.toArray(), walk.toArray()])
    expect(walks.map(({ length }) => length)).toEqual([9, 9, 9])
  })
})

describe('items that come in something', () => {
  test('are walked over, with what they came in on the pages', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const fan = place.connect({ accessToken: sandbox.createUser('fan').token })
    const posts = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        client.api.v1.statuses.post({ body: { status: `Post ${index}` } }),
      ),
    )
    for (const { id } of posts) await fan.api.v1.statuses(id).favourite.post()
    const walk = client.api.v2.notifications.get.paginate({ params: { limit: 2 } })
    const groups = await walk.toArray()
    expectTypeOf(groups).toEqualTypeOf<NotificationGroup[]>()
    expect(groups.map(({ type }) => type)).toEqual(Array(5).fill('favourite'))
    expect(new Set(groups.map(({ status_id }) => status_id))).toEqual(new Set(idsOf(posts)))
    for await (const page of walk.pages()) {
      expect(page.body.notification_groups).toBe(page.items)
      expect(page.items.length).toBeLessThanOrEqual(2)
      if (page.items.length > 0) expect(page.body.accounts.map(({ acct }) => acct)).toEqual(['fan'])
    }
  })

  test('are walked over in collections', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const names = ['one', 'two', 'three']
    for (const name of names) {
      const body = { name, description: '', sensitive: false, discoverable: true }
      await client.api.v1.collections.post({ body })
    }
    const { get } = client.api.v1.accounts(sandbox.user.id).collections
    const found = await get.paginate({ params: { limit: 2 } }).toArray()
    expect(found.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  })
})

describe('paginate() of the slim client', () => {
  test('walks as the tree does', async () => {
    await using place = await timeline()
    const { url, token: accessToken } = place.sandbox
    const client = new RestClient({ url, accessToken })
    const walk = paginate(client, getHomeTimeline, { params: { limit: 20 }, maxItems: 30 })
    expect(idsOf(await walk.toArray())).toEqual(place.ids.slice(0, 30))
    const [, second] = await Array.fromAsync(paginate(client, getHomeTimeline).pages())
    const back = paginate(client, getHomeTimeline, { cursor: second?.prev ?? '', direction: 'prev' })
    expect(idsOf(await back.toArray())).toEqual(place.ids.slice(0, 10))
  })

  test('finds the items that come in something', async () => {
    await using place = await arena()
    const client = new RestClient({ url: place.sandbox.url, accessToken: place.sandbox.token })
    const fan = place.connect({ accessToken: place.sandbox.createUser('fan').token })
    await fan.api.v1.accounts(place.sandbox.user.id).follow.post()
    const groups = await paginate(client, listGroupedNotifications).toArray()
    expect(groups.map(({ type }) => type)).toEqual(['follow'])
  })
})

describe('a walk over a server whose links lose parameters', () => {
  test('keeps the tags that are left out', async () => {
    await using place = await arena({ pageSize: 3 })
    const { client } = place
    for (let index = 0; index < 10; index++)
      await client.api.v1.statuses.post({
        body: { status: index % 2 ? `${index} #cats` : `${index} #cats #spoiler` },
      })
    const walk = client.api.v1.timelines.tag('cats').get.paginate({ params: { none: ['spoiler'] } })
    const found = await walk.toArray()
    expect(found.map(({ tags }) => tags.map(({ name }) => name).join())).toEqual(Array(5).fill('cats'))
  })

  test('goes down to since_id, and no further', async () => {
    await using place = await timeline(35)
    const params = { since_id: place.ids[17]! }
    expect(idsOf(await place.home.paginate({ params }).toArray())).toEqual(place.ids.slice(0, 17))
    expect(place.sandbox.requests.every(({ query }) => query.get('since_id') === place.ids[17])).toBe(true)
  })

  test('goes upwards from min_id, or ends there', async () => {
    await using place = await timeline(35)
    const params = { min_id: place.ids[25]! }
    const pages = await Array.fromAsync(place.home.paginate({ params }).pages())
    expect(idsOf(pages.toReversed().flatMap(({ items }) => items))).toEqual(place.ids.slice(0, 25))
    const down = await place.home.paginate({ params, direction: 'next' }).toArray()
    expect(idsOf(down)).toEqual(place.ids.slice(15, 25))
  })

  test.each(['tags', 'links', 'statuses'] as const)(
    'stays with the trends of the staff: %s',
    async (kind) => {
      const warnings: unknown[] = []
      await using place = await arena({}, { onWarning: (error) => warnings.push(error) })
      const { get } = place.client.api.v1.admin.trends[kind]
      const whole: unknown[] = await get.paginate().toArray()
      place.sandbox.clear()
      expect(whole.length).toBeGreaterThan(2)
      expect(await get.paginate({ params: { limit: 1 } }).toArray()).toEqual(whole)
      expect(new Set(place.sandbox.requests.map(({ path }) => path))).toEqual(new Set([get.path]))
      expect(warnings).toEqual([])
    },
  )

  test('gives a group once by items, and as it came by pages', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const posts = []
    for (let index = 0; index < 4; index++)
      posts.push(await client.api.v1.statuses.post({ body: { status: `Post ${index}` } }))
    for (const name of ['one', 'two', 'three']) {
      const fan = place.connect({ accessToken: sandbox.createUser(name).token })
      for (const { id } of posts) await fan.api.v1.statuses(id).favourite.post()
    }
    const walk = client.api.v2.notifications.get.paginate({ params: { limit: 3 } })
    const groups = await walk.toArray()
    expect(groups.map(({ status_id }) => status_id).toSorted()).toEqual(idsOf(posts).toSorted())
    const pages = await Array.fromAsync(walk.pages())
    expect(pages.flatMap(({ items }) => items).length).toBeGreaterThan(4)
  })

  test('warns where back may leave a gap', async () => {
    const warnings: unknown[] = []
    await using place = await arena({}, { onWarning: (error) => warnings.push(error) })
    const { client, sandbox } = place
    const follow = async (name: string) =>
      place
        .connect({ accessToken: sandbox.createUser(name).token })
        .api.v1.accounts(sandbox.user.id)
        .follow.post()
    await follow('first')
    const { get } = client.api.v1.accounts(sandbox.user.id).followers
    const [page] = await Array.fromAsync(get.paginate().pages())
    for (const name of ['second', 'third', 'fourth']) await follow(name)
    const walk = get.paginate({ cursor: page?.prev ?? '', direction: 'prev', params: { limit: 2 } })
    expect((await walk.toArray()).map(({ acct }) => acct)).toEqual(['fourth', 'third'])
    expect(warnings).toEqual([expect.toSatisfy(isValidationError)])
  })
})
