/** The same over plain HTTP: where WebSockets are refused, or where it is asked for. */
import { describe, expect, test } from 'vitest'
import { WebSocket as WsWebSocket } from 'ws'
import { arena, type Arena } from '../support.ts'
import { begin, failureOfNext, nextOf, until, watch } from './support.ts'

const WAYS = [
  ['that refuses WebSockets', { WebSocket: globalThis.WebSocket }],
  ['that refuses those of ws', { WebSocket: WsWebSocket }],
  ['that is to be asked so', { transport: 'sse' }],
] as const

describe.each(WAYS)('a server %s', (_, streaming) => {
  async function refusing(): Promise<Arena> {
    const place = await arena({}, { streaming })
    place.sandbox.streaming.refuseSockets(400)
    return place
  }

  test('streams over HTTP, each stream by itself', async () => {
    await using place = await refusing()
    const { client, sandbox } = place
    const seen = [watch(sandbox, 'user'), watch(sandbox, 'hashtag cats')] as const
    await using user = client.api.v1.streaming.user(seen[0])
    await using tag = client.api.v1.streaming.hashtag('cats', seen[1])
    const [a, b] = [await begin(user, seen[0]), await begin(tag, seen[1])]
    expect(seen[0].statuses.at(-1)).toEqual({ type: 'open', transport: 'sse', reconnected: false })
    await until(() => sandbox.streaming.eventStreams === 2)
    const post = await client.api.v1.statuses.post({ body: { status: 'Ünï #cats\n\n:thump' } })
    for (const event of [await a.first, await b.first])
      expect(event).toMatchObject({
        event: 'update',
        payload: { id: post.id, content: expect.stringContaining(':thump') as string },
      })
    sandbox.streaming.thump()
    sandbox.streaming.emit('user', 'filters_changed')
    sandbox.streaming.emit('user', 'delete', '7')
    expect(await nextOf(user)).toEqual({ event: 'filters_changed', payload: undefined })
    expect(await nextOf(user)).toEqual({ event: 'delete', payload: '7' })
    await user.close()
    await until(() => sandbox.streaming.eventStreams === 1)
  })

  test('is asked again when an answer ends or breaks off, and gaps are filled', async () => {
    await using place = await refusing()
    const { client, sandbox } = place
    const seen = watch(sandbox, 'public')
    await using stream = client.api.v1.streaming.public({ ...seen, backfill: true })
    const { first } = await begin(stream, seen)
    const ids = [sandbox.streaming.post(sandbox.user, 'One')]
    expect(await first).toMatchObject({ payload: { id: ids[0] } })
    for (const lose of [() => sandbox.streaming.closeAll(), () => sandbox.streaming.resetAll()]) {
      const opens = seen.statuses.filter(({ type }) => type === 'open').length
      lose()
      const missed = sandbox.streaming.post(sandbox.user, 'Missed')
      expect(await nextOf(stream)).toMatchObject({ payload: { id: missed } })
      await seen.opened(opens + 1)
    }
  })

  test('that refuses a stream ends it with its words', async () => {
    await using place = await refusing()
    const error = await failureOfNext(place.client.api.v1.streaming.list('9'))
    expect(error).toMatchObject({ name: 'UnauthorizedError', status: 401 })
    const denied = place.connect({ accessToken: 'wrong-token-1234' })
    expect(await failureOfNext(denied.api.v1.streaming.user())).toMatchObject({ name: 'UnauthorizedError' })
  })
})

test('silence counts as a loss', async () => {
  await using place = await arena({}, { streaming: { transport: 'sse', idleTimeout: 200 } })
  const { client, sandbox } = place
  const seen = watch(sandbox, 'user')
  await using stream = client.api.v1.streaming.user(seen)
  const { first } = await begin(stream, seen)
  sandbox.streaming.stall(true)
  await seen.opened(2)
  expect(seen.statuses).toContainEqual({ type: 'drop', reason: 'user: nothing came for 200 ms' })
  sandbox.streaming.stall(false)
  // Whichever connection is there, the event comes on it.
  const timer = setInterval(() => sandbox.streaming.emit('user', 'filters_changed'), 20)
  expect(await first).toMatchObject({ event: 'filters_changed' })
  clearInterval(timer)
})

test('a server that is away for a moment is not taken for one that refuses WebSockets', async () => {
  await using place = await arena()
  const { client, sandbox } = place
  const seen = watch(sandbox, 'user')
  await using stream = client.api.v1.streaming.user(seen)
  const { first } = await begin(stream, seen)
  sandbox.streaming.refuseSockets(503)
  sandbox.streaming.resetAll()
  await until(() => seen.statuses.filter(({ type }) => type === 'retry').length >= 2)
  sandbox.streaming.refuseSockets(undefined)
  await seen.opened(2)
  expect(seen.statuses.at(-1)).toMatchObject({ type: 'open', transport: 'websocket' })
  sandbox.streaming.emit('user', 'filters_changed')
  await first
})

test.each([
  ['NetworkError', globalThis.WebSocket],
  ['ResponseError', WsWebSocket],
])('only a WebSocket is tried where nothing else is wanted: %s', async (name, WebSocket) => {
  await using place = await arena(
    {},
    { streaming: { WebSocket, transport: 'websocket', reconnect: { maxRetries: 2, initialDelay: 1 } } },
  )
  place.sandbox.streaming.refuseSockets(400)
  expect(await failureOfNext(place.client.api.v1.streaming.user())).toMatchObject({ name })
})
