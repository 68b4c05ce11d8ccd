/** Streams whose connections are lost. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { WebSocket as WsWebSocket } from 'ws'
import type { Stream, StreamEvent, UserStreamEvent } from '../../src/streaming/index.ts'
import { arena, type Arena } from '../support.ts'
import { begin, failureOfNext, nextOf, until, watch } from './support.ts'

const LOSSES: [how: string, lose: (place: Arena) => void][] = [
  ['closed with 1000', ({ sandbox }) => sandbox.streaming.closeAll(1000)],
  ['closed with 1001', ({ sandbox }) => sandbox.streaming.closeAll(1001)],
  ['closed without a code', ({ sandbox }) => sandbox.streaming.closeAll()],
  ['reset', ({ sandbox }) => sandbox.streaming.resetAll()],
]

const SOCKETS = [
  ['the global WebSocket', { WebSocket: globalThis.WebSocket }],
  ['that of ws', { WebSocket: WsWebSocket }],
] as const

function idOf({ event, payload }: StreamEvent): string {
  if (event === 'update') return payload.id
  throw new Error(`${event} came`)
}

describe.each(SOCKETS)('a connection by %s', (_, streaming) => {
  test.each(LOSSES)('that was %s is made again soon, with all its subscriptions', async (__, lose) => {
    await using place = await arena({}, { streaming })
    const { client, sandbox } = place
    const seen = [
      watch(sandbox, 'user'),
      watch(sandbox, 'hashtag cats'),
      watch(sandbox, 'public:local'),
    ] as const
    await using user = client.api.v1.streaming.user(seen[0])
    await using tag = client.api.v1.streaming.hashtag('cats', seen[1])
    await using local = client.api.v1.streaming.publicLocal(seen[2])
    const first = [await begin(user, seen[0]), await begin(tag, seen[1]), await begin(local, seen[2])]
    lose(place)
    for (const { opened } of seen) await opened(2)
    expect(sandbox.streaming.sockets).toBe(1)
    const id = sandbox.streaming.post(sandbox.user, '#cats')
    for (const { first: event } of first) expect(idOf(await event)).toBe(id)
    for (const { statuses } of seen) {
      expect(statuses.map(({ type }) => type)).toEqual(['open', 'drop', 'retry', 'open'])
      expect(statuses[2]).toMatchObject({ attempt: 1 })
      expect(statuses[2]?.type === 'retry' && statuses[2].delay).toBeLessThanOrEqual(250)
      expect(statuses[3]).toMatchObject({ transport: 'websocket', reconnected: true })
    }
  })
})

test('a connection that is not to be made again ends the streams with what went wrong', async () => {
  await using place = await arena({}, { streaming: { reconnect: false } })
  const seen = watch(place.sandbox, 'user')
  await using user = place.client.api.v1.streaming.user(seen)
  const { first } = await begin(user, seen)
  place.sandbox.streaming.resetAll()
  await expect(first).rejects.toMatchObject({ name: 'NetworkError' })
  const again = watch(place.sandbox, 'user')
  await using other = place.client.api.v1.streaming.user(again)
  const next = await begin(other, again)
  place.sandbox.streaming.closeAll(1000)
  await expect(next.first).rejects.toMatchObject({ name: 'StreamError' })
})

test('a handler that throws ends its stream with what it throws, and no other', async () => {
  await using place = await arena()
  const { client, sandbox } = place
  const seen = watch(sandbox, 'user')
  const thrown = new Error('mine')
  await using other = client.api.v1.streaming.user(seen)
  const { first } = await begin(other, seen)
  const stream = client.api.v1.streaming.user({
    onStatus: () => {
      throw thrown
    },
  })
  expect(await failureOfNext(stream)).toBe(thrown)
  sandbox.streaming.emit('user', 'filters_changed')
  expect(await first).toMatchObject({ event: 'filters_changed' })
})

describe('with backfill', () => {
  test(
    'nothing of 20,000 posts is lost over 40 losses, and nothing comes twice',
    { timeout: 240_000 },
    async () => {
      // Each connection counts as good: the next one is tried soon.
      await using place = await arena({}, { streaming: { reconnect: { stableAfter: 0 } } })
      const { client, sandbox } = place
      const [all, every, missed] = [20_000, 500, 30]
      const seen = [watch(sandbox, 'public:local'), watch(sandbox, 'hashtag cats')] as const
      const posted: string[] = []
      const taken: string[] = []
      const post = () => posted.push(sandbox.streaming.post(sandbox.user, `Post ${posted.length}`))
      await client.api.v1.statuses.post({ body: { status: 'Before' } })
      await using local = client.api.v1.streaming.publicLocal({ ...seen[0], backfill: { limit: all } })
      await using tag = client.api.v1.streaming.hashtag('cats', seen[1])
      const last = tag.next()
      const taking = (async () => {
        for await (const event of local) {
          taken.push(idOf(event))
          if (taken.length === all) return
        }
      })()
      for (let drops = 0; drops < all / every; drops++) {
        for (const { opened } of seen) await opened(drops + 1)
        while (posted.length % every < every - missed) post()
        // What is on its way is lost, and what is posted before the connection is there again.
        if (drops % 2 === 0) sandbox.streaming.resetAll()
        else sandbox.streaming.closeAll(1001)
        do post()
        while (posted.length % every > 0)
      }
      await taking
      expect(taken).toEqual(posted)
      const fills = seen[0].statuses.filter(({ type }) => type === 'backfill')
      // The last one may not have been told when the last post was taken.
      expect(fills.length).toBeGreaterThanOrEqual(all / every - 1)
      for (const fill of fills) expect(fill).toMatchObject({ complete: true })
      await seen[1].opened(all / every + 1)
      const id = sandbox.streaming.post(sandbox.user, '#cats')
      expect(await last).toMatchObject({ value: { payload: { id } } })
    },
  )

  test.each(['user', 'public', 'public:local', 'hashtag Cats', 'hashtag:local cats', 'list'] as const)(
    'a gap of the stream %s is filled from its timeline, from old to new',
    async (name) => {
      await using place = await arena()
      const { sandbox, client } = place
      const { streaming, lists, accounts } = client.api.v1
      const bob = sandbox.createUser('bob')
      await accounts(bob.id).follow.post()
      const { id: list } = await lists.post({ body: { title: 'Friends' } })
      await lists(list).accounts.post({ body: { account_ids: [bob.id] } })
      const seen = watch(sandbox, name === 'list' ? `list ${list}` : name.toLowerCase())
      const options = { ...seen, backfill: true }
      const streams: Record<typeof name, () => Stream<UserStreamEvent>> = {
        user: () => streaming.user(options),
        public: () => streaming.public(options),
        'public:local': () => streaming.publicLocal(options),
        'hashtag Cats': () => streaming.hashtag('Cats', options),
        'hashtag:local cats': () => streaming.hashtagLocal('cats', options),
        list: () => streaming.list(list, options),
      }
      await using stream = streams[name]()
      const { first } = await begin(stream, seen)
      const ids = [sandbox.streaming.post(bob, 'One #cats')]
      expect(idOf(await first)).toBe(ids[0])
      sandbox.streaming.closeAll(1001)
      for (let count = 0; count < 90; count++) ids.push(sandbox.streaming.post(bob, `${count} #cats`))
      await seen.opened(2)
      ids.push(sandbox.streaming.post(bob, 'Last #cats'))
      for (const id of ids.slice(1)) expect(idOf(await nextOf(stream))).toBe(id)
      await until(() => seen.statuses.some(({ type }) => type === 'backfill'))
      expect(seen.statuses.at(-1)).toMatchObject({ complete: true })
    },
  )

  test('a gap before the first post counts too, and a limit is kept and told', async () => {
    await using place = await arena()
    const { sandbox, client } = place
    const seen = watch(sandbox, 'public')
    sandbox.streaming.post(sandbox.user, 'Before')
    await using stream = client.api.v1.streaming.public({ ...seen, backfill: { limit: 3 } })
    const { first } = await begin(stream, seen)
    sandbox.streaming.resetAll()
    const ids = Array.from({ length: 5 }, (_, index) => sandbox.streaming.post(sandbox.user, `${index}`))
    expect(idOf(await first)).toBe(ids[0])
    expect([idOf(await nextOf(stream)), idOf(await nextOf(stream))]).toEqual(ids.slice(1, 3))
    await until(() => seen.statuses.some(({ type }) => type === 'backfill'))
    expect(seen.statuses.at(-1)).toEqual({ type: 'backfill', posts: 3, complete: false })
    const id = sandbox.streaming.post(sandbox.user, 'Now')
    expect(idOf(await nextOf(stream))).toBe(id)
  })

  test('a gap is filled although the events around it were too many for the buffer', async () => {
    await using place = await arena()
    const { sandbox, client } = place
    const seen = watch(sandbox, 'public')
    await using stream = client.api.v1.streaming.public({ ...seen, backfill: true, buffer: 2 })
    const { first } = await begin(stream, seen)
    const ids = [sandbox.streaming.post(sandbox.user, 'First')]
    expect(idOf(await first)).toBe(ids[0])
    const post = (text: string) => ids.push(sandbox.streaming.post(sandbox.user, text))
    sandbox.streaming.closeAll(1001)
    for (let count = 0; count < 50; count++) post(`${count}`)
    await seen.opened(2)
    for (let count = 0; count < 10; count++) post(`After ${count}`)
    const taken = [ids[0]]
    for (const last = ids.at(-1); taken.at(-1) !== last;) taken.push(idOf(await nextOf(stream)))
    expect(taken).toEqual(expect.arrayContaining(ids.slice(0, 51)))
    expect(new Set(taken).size).toBe(taken.length)
  })

  test('a timeline that cannot be read is reported, and the stream goes on', async () => {
    const errors: Error[] = []
    let isBroken = false
    await using place = await arena(
      {},
      {
        retry: { limit: 0 },
        fetch: (url, init) =>
          isBroken && url.includes('/timelines/')
            ? Promise.resolve(Response.json({ error: 'No' }, { status: 500 }))
            : fetch(url, init),
      },
    )
    const { sandbox, client } = place
    const seen = watch(sandbox, 'public')
    await using stream = client.api.v1.streaming.public({
      ...seen,
      backfill: true,
      onError: (error) => void errors.push(error),
    })
    const { first } = await begin(stream, seen)
    sandbox.streaming.post(sandbox.user, 'One')
    await first
    isBroken = true
    sandbox.streaming.closeAll(1001)
    sandbox.streaming.post(sandbox.user, 'Lost')
    await seen.opened(2)
    await until(() => errors.length === 1)
    expect(errors[0]).toMatchObject({ name: 'StreamError', cause: { status: 500 } })
    const id = sandbox.streaming.post(sandbox.user, 'Two')
    expect(idOf(await nextOf(stream))).toBe(id)
  })
})

test('200 losses leave nothing behind', { timeout: 120_000 }, async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = async (): Promise<number> => {
    for (let count = 0; count < 3; count++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      collect()
    }
    return process.memoryUsage().heapUsed
  }
  const reconnect = { initialDelay: 1, maxDelay: 1 }
  await using place = await arena({}, { streaming: { reconnect } })
  const { client, sandbox } = place
  let opened = 0
  await using stream = client.api.v1.streaming.user({
    onStatus: ({ type }) => {
      if (type === 'open') opened++
    },
  })
  const last = nextOf(stream)
  last.catch(() => {})
  const lose = async (times: number): Promise<void> => {
    for (let count = 0; count < times; count++) {
      const before = opened
      sandbox.streaming.closeAll(1001)
      await until(() => opened > before)
    }
  }
  await until(() => opened === 1)
  await lose(50)
  const before = await heap()
  await lose(200)
  expect(await heap()).toBeLessThan(before * 1.1)
  expect(sandbox.streaming.sockets).toBe(1)
})
