/** Many streams and many who listen, on one connection. */
import { describe, expect, test, vi } from 'vitest'
import WsWebSocket from 'ws'
import { isResponseError } from '@typefed/core'
import { hashtagStream, StreamingClient, streamingHealth } from '../../src/streaming/index.ts'
import { arena } from '../support.ts'
import { begin, failureOfNext, nextOf, until, watch } from './support.ts'

describe('the streams of a client', () => {
  test('bring what happens, each its own, on one socket', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const { streaming } = client.api.v1
    await using user = streaming.user()
    await using tag = streaming.hashtag('#Cats')
    await using local = streaming.publicLocal()
    const events = [nextOf(user), nextOf(tag), nextOf(local)]
    await until(() => sandbox.streaming.messages.length === 3)
    expect(sandbox.streaming.sockets).toBe(1)
    expect(sandbox.streaming.messages).toEqual([
      { type: 'subscribe', stream: 'user' },
      { type: 'subscribe', stream: 'hashtag', tag: 'cats' },
      { type: 'subscribe', stream: 'public:local' },
    ])
    const post = await client.api.v1.statuses.post({ body: { status: 'Look #cats' } })
    for (const event of await Promise.all(events)) {
      expect(event).toMatchObject({ event: 'update', payload: { id: post.id } })
    }
    await client.api.v1.statuses(post.id).delete()
    for (const stream of [user, tag, local])
      expect(await nextOf(stream)).toEqual({ event: 'delete', payload: post.id })
  })

  test('do nothing before the first event is asked for, nor if none is', async () => {
    await using place = await arena()
    {
      await using unused = place.client.api.v1.streaming.user()
      expect(await unused[Symbol.asyncIterator]()).toBe(unused)
    }
    const closed = place.client.api.v1.streaming.user()
    await closed.close()
    expect(await closed.next()).toEqual({ done: true, value: undefined })
    expect(place.sandbox.requests).toEqual([])
  })

  test('know lists, conversations, notifications and posts with files', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const { streaming } = client.api.v1
    const bob = sandbox.createUser('bob')
    const list = await client.api.v1.lists.post({ body: { title: 'Friends' } })
    await client.api.v1.accounts(bob.id).follow.post()
    await client.api.v1.lists(list.id).accounts.post({ body: { account_ids: [bob.id] } })
    const seen = [
      watch(sandbox, `list ${list.id}`),
      watch(sandbox, 'direct'),
      watch(sandbox, 'user:notification'),
      watch(sandbox, 'public:media'),
    ] as const
    await using friends = streaming.list(list.id, seen[0])
    await using direct = streaming.direct(seen[1])
    await using notifications = streaming.userNotification(seen[2])
    await using media = streaming.public({ ...seen[3], onlyMedia: true })
    const first = [
      await begin(friends, seen[0]),
      await begin(direct, seen[1]),
      await begin(notifications, seen[2]),
      await begin(media, seen[3]),
    ] as const
    const other = place.connect({ accessToken: bob.token })
    const post = await other.api.v1.statuses.post({ body: { status: 'Hello' } })
    expect(await first[0].first).toMatchObject({ event: 'update', payload: { id: post.id } })
    await other.api.v1.statuses.post({ body: { status: '@alice psst', visibility: 'direct' } })
    expect(await first[1].first).toMatchObject({ event: 'conversation', payload: { unread: true } })
    expect(await first[2].first).toMatchObject({ event: 'notification', payload: { type: 'mention' } })
    const file = new File(['x'], 'x.png', { type: 'image/png' })
    const { id } = await other.uploadMedia({ file })
    const picture = await other.api.v1.statuses.post({ body: { status: 'Look', media_ids: [id] } })
    expect(await first[3].first).toMatchObject({ event: 'update', payload: { id: picture.id } })
    expect(sandbox.streaming.messages.map(({ stream }) => stream)).toContain('public:media')
  })
})

describe('those who listen to one stream', () => {
  test('get every event each, as values of their own', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const seen = [watch(sandbox, 'public'), watch(sandbox, 'public')] as const
    await using one = client.api.v1.streaming.public(seen[0])
    await using two = client.api.v1.streaming.public(seen[1])
    const [a, b] = [await begin(one, seen[0]), await begin(two, seen[1])]
    for (let count = 1; count <= 3; count++) sandbox.streaming.post(sandbox.user, `Post ${count}`)
    const first = await a.first
    expect(await b.first).toEqual(first)
    expect(await b.first).not.toBe(first)
    for (let count = 2; count <= 3; count++) {
      const event = await nextOf(one)
      expect(event).toMatchObject({ payload: { content: `<p>Post ${count}</p>` } })
      expect(await nextOf(two)).toEqual(event)
    }
    expect(sandbox.streaming.messages).toEqual([{ type: 'subscribe', stream: 'public' }])
  })

  test('leave it one after the other: the last one ends it, and the last stream ends the socket', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const seen = [watch(sandbox, 'public'), watch(sandbox, 'public'), watch(sandbox, 'user')] as const
    const one = client.api.v1.streaming.public(seen[0])
    const two = client.api.v1.streaming.public(seen[1])
    const user = client.api.v1.streaming.user(seen[2])
    await begin(one, seen[0])
    await begin(two, seen[1])
    await begin(user, seen[2])
    const messages = () => sandbox.streaming.messages.map(({ type, stream }) => `${type} ${stream}`)
    await one.close()
    expect(messages()).toEqual(['subscribe public', 'subscribe user'])
    await two.close()
    await until(() => messages().at(-1) === 'unsubscribe public')
    expect(sandbox.streaming.sockets).toBe(1)
    await user.close()
    await until(() => sandbox.streaming.sockets === 0)
    const again = watch(sandbox, 'public')
    await using third = client.api.v1.streaming.public(again)
    await begin(third, again)
    expect(sandbox.streaming.sockets).toBe(1)
  })

  test('end a loop by leaving it, or by their signal', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const controller = new AbortController()
    const seen = watch(sandbox, 'public')
    const taken: string[] = []
    const aborted = failureOfNext(client.api.v1.streaming.user({ signal: controller.signal }))
    await until(() => sandbox.streaming.messages.length === 1)
    const loop = (async () => {
      for await (const { event } of client.api.v1.streaming.public(seen)) {
        taken.push(event)
        break
      }
    })()
    await seen.opened()
    sandbox.streaming.emit('public', 'filters_changed')
    await loop
    expect(taken).toEqual(['filters_changed'])
    controller.abort(new Error('enough'))
    expect(await aborted).toMatchObject({ message: 'enough' })
    await until(() => sandbox.streaming.sockets === 0)
  })
})

describe('clones of a client', () => {
  test('share the socket if the token is the same, and do not if it is another', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const clone = client.with({ headers: {} })
    const other = client.with({ accessToken: sandbox.createUser('bob').token })
    const seen = [watch(sandbox, 'user'), watch(sandbox, 'public'), watch(sandbox, 'user')] as const
    await using one = client.api.v1.streaming.user(seen[0])
    await using two = clone.api.v1.streaming.public(seen[1])
    await begin(one, seen[0])
    await begin(two, seen[1])
    expect(sandbox.streaming.sockets).toBe(1)
    await using three = other.api.v1.streaming.user(seen[2])
    await begin(three, seen[2])
    expect(sandbox.streaming.sockets).toBe(2)
  })
})

describe('a stream that the server refuses', () => {
  test('ends with its words, and the others go on', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const seen = watch(sandbox, 'user')
    await using user = client.api.v1.streaming.user(seen)
    const { first } = await begin(user, seen)
    const error = await failureOfNext(client.api.v1.streaming.list('9'))
    expect(isResponseError(error)).toBe(true)
    expect(error).toMatchObject({
      name: 'UnauthorizedError',
      status: 401,
      message: expect.stringContaining('Not authorized to stream this list') as string,
    })
    sandbox.streaming.emit('user', 'filters_changed')
    expect(await first).toEqual({ event: 'filters_changed', payload: undefined })
    expect(sandbox.streaming.sockets).toBe(1)
  })

  test('ends by itself where it is the only one, and closes the socket', async () => {
    await using place = await arena()
    const error = await failureOfNext(place.client.api.v1.streaming.list('9'))
    expect(error).toMatchObject({ name: 'UnauthorizedError' })
    await until(() => place.sandbox.streaming.sockets === 0)
    expect(place.sandbox.requests.filter(({ path }) => path.endsWith('/list'))).toEqual([])
  })

  test('is not looked for if the arguments cannot be right', async () => {
    await using place = await arena()
    const error = await failureOfNext(place.client.api.v1.streaming.hashtag('#'))
    expect(error).toMatchObject({ name: 'ValidationError' })
    expect(place.sandbox.requests).toEqual([])
  })
})

describe('a stream that the server refuses for now', () => {
  test.each([429, 500, 503])('with %i is asked for again, where it is the only one', async (status) => {
    await using place = await arena()
    const { sandbox } = place
    const client = place.connect({
      accessToken: sandbox.token,
      streaming: { reconnect: { initialDelay: 10, maxDelay: 20 } },
    })
    sandbox.streaming.refuseSubscriptions(status)
    const seen = watch(sandbox, 'user')
    await using user = client.api.v1.streaming.user(seen)
    const first = nextOf(user)
    await until(() => sandbox.streaming.messages.length > 2)
    expect(seen.statuses).toContainEqual({
      type: 'drop',
      reason: expect.stringContaining('Not now') as string,
    })
    sandbox.streaming.refuseSubscriptions(undefined)
    await until(() => sandbox.streaming.listening.includes('user'))
    sandbox.streaming.emit('user', 'filters_changed')
    expect(await first).toMatchObject({ event: 'filters_changed' })
    expect(sandbox.streaming.sockets).toBe(1)
  })

  test('is asked for again among several, which go on', async () => {
    await using place = await arena()
    const { sandbox } = place
    const client = place.connect({
      accessToken: sandbox.token,
      streaming: { reconnect: { initialDelay: 10, maxDelay: 20 } },
    })
    const seen = [watch(sandbox, 'user'), watch(sandbox, 'public')] as const
    await using user = client.api.v1.streaming.user(seen[0])
    const a = await begin(user, seen[0])
    sandbox.streaming.refuseSubscriptions(503)
    await using all = client.api.v1.streaming.public(seen[1])
    const b = nextOf(all)
    await until(() => sandbox.streaming.messages.length > 6)
    // One that is asked for again is asked for once at a time.
    expect(sandbox.streaming.messages.length).toBeLessThan(20)
    sandbox.streaming.refuseSubscriptions(undefined)
    // What was asked over HTTP meanwhile is over.
    await until(() => sandbox.streaming.eventStreams === 0 && sandbox.streaming.listening.includes('public'))
    sandbox.streaming.emit('user', 'filters_changed')
    sandbox.streaming.emit('public', 'filters_changed')
    expect(await a.first).toMatchObject({ event: 'filters_changed' })
    expect(await b).toMatchObject({ event: 'filters_changed' })
    expect(sandbox.streaming.sockets).toBe(1)
  })
})

test('a connection that died without a word is noticed with the standard WebSocket, by a question', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  try {
    await using place = await arena({}, { streaming: { WebSocket: globalThis.WebSocket } })
    const { client, sandbox } = place
    const statuses: string[] = []
    await using user = client.api.v1.streaming.user({ onStatus: ({ type }) => void statuses.push(type) })
    const first = user.next()
    const advance = async (ms: number) => {
      for (let i = 0; i < ms / 1_000; i++) {
        await vi.advanceTimersByTimeAsync(1_000)
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    while (!sandbox.streaming.listening.includes('user')) await advance(1_000)
    const questions = () => sandbox.streaming.messages.filter(({ stream }) => stream === 'typefed').length
    await advance(65_000)
    // Each is replied to, so the stream is as it was.
    expect(questions()).toBeGreaterThan(0)
    expect(statuses).toEqual(['open'])
    sandbox.streaming.ignore(true)
    await advance(90_000)
    expect(statuses).toContain('drop')
    sandbox.streaming.ignore(false)
    void first.catch(() => {})
  } finally {
    vi.useRealTimers()
  }
})

test('a stream that cannot begin is warned of once, with its host and the reason', async () => {
  await using place = await arena()
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const reconnect = { maxRetries: 3, initialDelay: 1, maxDelay: 2 }
  const client = place.connect({ streaming: { url: 'ws://127.0.0.1:9', multiplex: true, reconnect } })
  expect(await failureOfNext(client.api.v1.streaming.user())).toMatchObject({ name: 'NetworkError' })
  expect(warn).toHaveBeenCalledTimes(1)
  expect(String(warn.mock.calls[0]?.[0])).toMatch(/^user: .*127\.0\.0\.1:9 .*bad port/)
  warn.mockRestore()
})

describe('GoToSocial', () => {
  test('has a socket for each stream, and its names for lists are understood', async () => {
    await using place = await arena({ version: '3.5.3+0.17.3+git-3a1b2c4' })
    const { client, sandbox } = place
    sandbox.streaming.streamAsGoToSocial()
    const list = await client.api.v1.lists.post({ body: { title: 'Friends' } })
    const seen = [
      watch(sandbox, 'user'),
      watch(sandbox, 'user:notification'),
      watch(sandbox, `list ${list.id}`),
    ] as const
    await using user = client.api.v1.streaming.user(seen[0])
    await using notifications = client.api.v1.streaming.userNotification(seen[1])
    await using friends = client.api.v1.streaming.list(list.id, seen[2])
    const first = [
      await begin(user, seen[0]),
      await begin(notifications, seen[1]),
      await begin(friends, seen[2]),
    ] as const
    expect(sandbox.streaming.sockets).toBe(3)
    sandbox.streaming.emit('user', 'delete', '7')
    sandbox.streaming.emit('user:notification', 'filters_changed')
    sandbox.streaming.emit(`list ${list.id}`, 'delete', '8')
    expect(await first[0].first).toEqual({ event: 'delete', payload: '7' })
    expect(await first[1].first).toMatchObject({ event: 'filters_changed' })
    expect(await first[2].first).toEqual({ event: 'delete', payload: '8' })
  })

  test.each([
    ['is said at the start with the standard WebSocket', { WebSocket: globalThis.WebSocket }, true],
    ['is not said with a limit to silence', { WebSocket: globalThis.WebSocket, idleTimeout: 60_000 }, false],
    ['is not said where there are pings', { WebSocket: WsWebSocket }, false],
  ])('has no sign of life to ask for, which %s', async (_, streaming, isSaid) => {
    await using place = await arena({ version: '3.5.3+0.17.3+git-3a1b2c4' }, { streaming })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const seen = watch(place.sandbox, 'user')
    await using stream = place.client.api.v1.streaming.user(seen)
    const { first } = await begin(stream, seen)
    await using unseen = place.client.api.v1.streaming.public()
    const other = nextOf(unseen)
    await until(() => place.sandbox.streaming.listening.includes('public'))
    place.sandbox.streaming.emit('user', 'filters_changed')
    place.sandbox.streaming.emit('public', 'filters_changed')
    await Promise.all([first, other])
    expect(seen.statuses[0]).toEqual({
      type: 'open',
      transport: 'websocket',
      reconnected: false,
      ...(isSaid && { unwatched: true }),
    })
    expect(warn.mock.calls.flat()).toEqual(isSaid ? [expect.stringMatching(/^public: .*idleTimeout/)] : [])
    warn.mockRestore()
  })

  test('refuses a wrong token by the address that was opened, in the name of each stream', async () => {
    await using place = await arena({ version: '3.5.3+0.17.3+git-3a1b2c4' })
    const { sandbox } = place
    sandbox.streaming.streamAsGoToSocial()
    const { streaming } = place.connect({ accessToken: 'wrong-token-1234' }).api.v1
    const errors = await Promise.all([streaming.user(), streaming.userNotification()].map(failureOfNext))
    expect(errors).toMatchObject([
      { name: 'UnauthorizedError', message: expect.stringMatching(/^user: 401/) as string },
      { name: 'UnauthorizedError', message: expect.stringMatching(/^user:notification: 401/) as string },
    ])
    expect(JSON.stringify(errors)).not.toContain('wrong-token')
  })

  test('has the package ws name a user agent', async () => {
    await using place = await arena({ version: '3.5.3+0.17.3+git-3a1b2c4' })
    const { sandbox } = place
    sandbox.streaming.streamAsGoToSocial()
    const client = place.connect({ accessToken: sandbox.token, streaming: { WebSocket: WsWebSocket } })
    const seen = watch(sandbox, 'user')
    await using user = client.api.v1.streaming.user(seen)
    await begin(user, seen)
  })
})

describe('a stream that came with a version', () => {
  test('is refused before anything is sent to a server that is known to be older', async () => {
    await using place = await arena({ version: '3.1.0' })
    const error = await failureOfNext(place.client.api.v1.streaming.publicRemote())
    expect(error).toMatchObject({ name: 'UnsupportedVersionError', requires: '3.1.4' })
    expect(place.sandbox.streaming.sockets).toBe(0)
  })

  test('has a socket of its own on a server that knows no better', async () => {
    await using place = await arena({ version: '3.2.0' })
    const { client, sandbox } = place
    const seen = [watch(sandbox, 'user'), watch(sandbox, 'hashtag cats')] as const
    await using user = client.api.v1.streaming.user(seen[0])
    await using tag = client.api.v1.streaming.hashtag('cats', seen[1])
    const [a, b] = [await begin(user, seen[0]), await begin(tag, seen[1])]
    expect(sandbox.streaming.sockets).toBe(2)
    expect(sandbox.streaming.messages).toEqual([])
    const post = await client.api.v1.statuses.post({ body: { status: '#cats' } })
    expect(await a.first).toMatchObject({ payload: { id: post.id } })
    expect(await b.first).toMatchObject({ payload: { id: post.id } })
    await user.close()
    await until(() => sandbox.streaming.sockets === 1)
  })
})

test('the slim client listens by description', async () => {
  await using place = await arena()
  const client = new StreamingClient({ url: place.sandbox.url, accessToken: place.sandbox.token })
  const seen = watch(place.sandbox, 'hashtag cats')
  await using stream = client.listen(hashtagStream, 'cats', seen)
  const { first } = await begin(stream, seen)
  const id = place.sandbox.streaming.post(place.sandbox.user, '#cats')
  expect(await first).toMatchObject({ event: 'update', payload: { id } })
  expect(await streamingHealth(client)).toBe(true)
})
