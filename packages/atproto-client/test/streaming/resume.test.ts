import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { faultyFront, type FaultyFront } from '@typefed/test-servers/faults'
import { WebSocket as WsWebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AtprotoClient } from '../../src/index.ts'
import { firehose, type FirehoseOptions, type SubscriptionStatus } from '../../src/streaming/index.ts'
import { logIn } from '../support.ts'
import { eventually, lastSeq, notes } from './support.ts'

const COLLECTION = 'dev.typefed.example.note'

/** The network of tests that leave it as it is. */
let network: AtprotoNetwork
beforeAll(async () => {
  network = await startAtprotoNetwork()
}, 60_000)
afterAll(() => network.close())

/** An account of a test's own, and a front that fails for it alone. */
interface Writer extends AsyncDisposable {
  readonly client: AtprotoClient
  readonly front: FaultyFront
  readonly cursor: number
}

async function newWriter(on: AtprotoNetwork): Promise<Writer> {
  const front = await faultyFront(on.pds.url)
  const client = await logIn(on, await on.createAccount())
  return { client, front, cursor: await lastSeq(client), [Symbol.asyncDispose]: () => front.close() }
}

/** Follows the notes of a writer through its front; the texts of these are numbers. */
function follow({ client, front, cursor }: Writer, options: FirehoseOptions<typeof COLLECTION> = {}) {
  const { did } = client.me
  const texts: number[] = []
  const statuses: SubscriptionStatus[] = []
  const stream = firehose(front.url, {
    collections: [COLLECTION],
    cursor,
    reconnect: { stableAfter: 0 },
    onStatus: (status) => void statuses.push(status),
    ...options,
  })
  const ended = (async () => {
    for await (const event of stream) {
      if (event.kind === 'commit' && event.action === 'create' && event.did === did)
        texts.push(Number(event.record.text))
    }
  })()
  const count = (type: SubscriptionStatus['type']) => statuses.filter((status) => status.type === type).length
  return { texts, statuses, stream, ended, count }
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

// The same at length, with 20,000 records: matrix/src/soak.
describe('of what is written while connections break', () => {
  test('nothing is lost and nothing comes twice: sockets cut, a server restarted', async () => {
    await using own = await startAtprotoNetwork()
    await using writer = await newWriter(own)
    const { texts, stream, ended, count } = follow(writer)
    for (let cuts = 0; cuts < 4; cuts++) {
      await notes(100, cuts * 100).apply(writer.client)
      await eventually(() => expect(count('open')).toBeGreaterThan(cuts))
      // What was written last is on its way.
      writer.front.dropSockets()
      if (cuts === 2) await own.restartPds()
    }
    await eventually(() => expect(texts.length).toBeGreaterThanOrEqual(400))
    await stream.close()
    await ended
    expect(texts).toEqual(range(400))
    // A cut that falls together with the restart is one loss with it.
    expect(count('drop')).toBeGreaterThanOrEqual(3)
  }, 90_000)

  test('nothing is lost when a connection falls silent', async () => {
    await using writer = await newWriter(network)
    const { texts, statuses, stream, ended } = follow(writer, { idleTimeout: 300 })
    await eventually(() => expect(writer.front.openSockets).toBe(1))
    writer.front.stallSockets()
    await notes(10).apply(writer.client)
    await eventually(() => expect(texts).toEqual(range(10)))
    expect(statuses).toContainEqual(expect.objectContaining({ type: 'drop', reason: 'idle' }))
    await stream.close()
    await ended
  })

  test('nothing is lost when a connection ends within a frame', async () => {
    await using writer = await newWriter(network)
    await notes(400).apply(writer.client)
    for (const afterBytes of [1, 2, 700, 5_000, 90_000]) {
      writer.front.inject({ times: 1, fault: { kind: 'cutBody', afterBytes } })
    }
    const { texts, stream, ended, count } = follow(writer, { reconnect: { stableAfter: 0, initialDelay: 1 } })
    await eventually(() => expect(texts).toHaveLength(400))
    await stream.close()
    await ended
    expect(texts).toEqual(range(400))
    expect(count('drop')).toBe(5)
  })

  test.each([
    ['reconnect', globalThis.WebSocket],
    ['pause', WsWebSocket],
  ])(
    'nothing is lost by a consumer that is slower than the server, whose buffer stays small: %s',
    async (expected, WebSocket) => {
      await using writer = await newWriter(network)
      const { client, cursor } = writer
      for (let i = 0; i < 120; i++) await notes(1, i).apply(client)
      const texts: number[] = []
      const actions = new Set<string>()
      const stream = client.firehose({
        cursor,
        collections: [COLLECTION],
        WebSocket,
        buffer: { size: 20 },
        onStatus: (status) => void (status.type === 'lag' && actions.add(status.action)),
      })
      for await (const event of stream) {
        if (event.kind === 'commit' && event.action === 'create' && event.did === client.me.did)
          texts.push(Number(event.record.text))
        // The others wait until there are too many.
        if (texts.length === 1) await eventually(() => expect(actions.size).toBe(1))
        if (texts.length === 120) break
      }
      expect(texts).toEqual(range(120))
      expect([...actions]).toEqual([expected])
    },
  )
})
