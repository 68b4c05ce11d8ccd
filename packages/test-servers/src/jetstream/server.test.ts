import { expect, test, vi } from 'vitest'
import { startJetstream } from './server.ts'

const event = (did: string) => ({ did, kind: 'identity' })

/** What a connection brought: accounts and times, and whether it was closed. */
function connect(url: string, cursor?: number) {
  const socket = new WebSocket(`${url}/subscribe${cursor === undefined ? '' : `?cursor=${cursor}`}`)
  const messages: { did: string; time_us: number }[] = []
  const state = { messages, closed: false }
  socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data))))
  socket.addEventListener('close', () => (state.closed = true))
  return state
}

test('a batch has one time, may be broken off, and is played back whole', async () => {
  await using server = await startJetstream()
  const first = connect(server.url)
  await vi.waitFor(() => expect(server.openSockets).toBe(1))
  server.closeAfter(2)
  server.publishTogether(event('a'), event('b'), event('c'))
  await vi.waitFor(() => expect(first.closed).toBe(true))
  expect(first.messages).toMatchObject([
    { did: 'a', time_us: server.cursor },
    { did: 'b', time_us: server.cursor },
  ])
  const second = connect(server.url, server.cursor)
  await vi.waitFor(() => expect(second.messages.map(({ did }) => did)).toEqual(['a', 'b', 'c']))
})

test('a server that begins again has another time, and goes on live from a cursor of the future', async () => {
  await using server = await startJetstream()
  const before = server.cursor
  server.publish(event('a'))
  server.restartAt(before - 1_000)
  const connection = connect(server.url, before)
  await vi.waitFor(() => expect(server.openSockets).toBe(1))
  server.publish(event('b'))
  await vi.waitFor(() => expect(connection.messages).toMatchObject([{ did: 'b', time_us: before - 999 }]))
})
