import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { faultyFront, type FaultyFront } from '@typefed/test-servers/faults'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AtprotoClient } from '../../src/index.ts'
import { firehose, type FirehoseOptions, type SubscriptionStatus } from '../../src/streaming/index.ts'
import { logIn } from '../support.ts'
import { eventually, lastSeq, notes } from './support.ts'

const COLLECTION = 'dev.typefed.example.note'

let network: AtprotoNetwork
let front: FaultyFront
let client: AtprotoClient

beforeAll(async () => {
  network = await startAtprotoNetwork()
  front = await faultyFront(network.pds.url)
  client = await logIn(network, await network.createAccount())
}, 60_000)
afterEach(() => front.clear())
afterAll(async () => {
  await front.close()
  await network.close()
})

/** Follows the notes that are written through the front, which may fail; the texts of these are numbers. */
function follow(options: FirehoseOptions<typeof COLLECTION>) {
  const texts: number[] = []
  const statuses: SubscriptionStatus[] = []
  const stream = firehose(front.url, {
    collections: [COLLECTION],
    reconnect: { stableAfter: 0 },
    onStatus: (status) => void statuses.push(status),
    ...options,
  })
  const ended = (async () => {
    for await (const event of stream) {
      if (event.kind === 'commit' && event.action === 'create') texts.push(Number(event.record.text))
    }
  })()
  const count = (type: SubscriptionStatus['type']) => statuses.filter((status) => status.type === type).length
  return { texts, statuses, stream, ended, count }
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('of what is written while connections break', () => {
  test('nothing is lost and nothing comes twice: 20,000 records, sockets cut, a server restarted', async () => {
    const cursor = await lastSeq(client)
    const { texts, stream, ended, count } = follow({ cursor })
    for (let cuts = 0; cuts < 20; cuts++) {
      await notes(1_000, cuts * 1_000).apply(client)
      await eventually(() => expect(count('open')).toBeGreaterThan(cuts))
      // What was written last is on its way.
      front.dropSockets()
      if (cuts === 10) await network.restartPds()
    }
    await eventually(() => expect(texts.length).toBeGreaterThanOrEqual(20_000))
    await stream.close()
    await ended
    expect(texts).toEqual(range(20_000))
    // A cut that falls together with the restart is one loss with it.
    expect(count('drop')).toBeGreaterThanOrEqual(19)
  }, 180_000)

  test('nothing is lost when a connection falls silent', async () => {
    const cursor = await lastSeq(client)
    const { texts, statuses, stream, ended } = follow({ cursor, idleTimeout: 300 })
    await eventually(() => expect(front.openSockets).toBe(1))
    front.stallSockets()
    await notes(10).apply(client)
    await eventually(() => expect(texts).toEqual(range(10)))
    expect(statuses).toContainEqual(expect.objectContaining({ type: 'drop', reason: 'idle' }))
    await stream.close()
    await ended
  })

  test('nothing is lost when a connection ends within a frame', async () => {
    const cursor = await lastSeq(client)
    await notes(400).apply(client)
    for (const afterBytes of [1, 2, 700, 5_000, 90_000]) {
      front.inject({ times: 1, fault: { kind: 'cutBody', afterBytes } })
    }
    const { texts, stream, ended, count } = follow({ cursor, reconnect: { stableAfter: 0, initialDelay: 1 } })
    await eventually(() => expect(texts).toHaveLength(400))
    await stream.close()
    await ended
    expect(texts).toEqual(range(400))
    expect(count('drop')).toBe(5)
  })

  test('nothing is lost by a consumer that is slower than the server, whose buffer stays small', async () => {
    const cursor = await lastSeq(client)
    for (let i = 0; i < 120; i++) await notes(1, i).apply(client)
    const texts: number[] = []
    const actions = new Set<string>()
    const stream = client.firehose({
      cursor,
      collections: [COLLECTION],
      buffer: { size: 20 },
      onStatus: (status) => void (status.type === 'lag' && actions.add(status.action)),
    })
    for await (const event of stream) {
      if (event.kind === 'commit' && event.action === 'create') texts.push(Number(event.record.text))
      // The others wait until there are too many.
      if (texts.length === 1) await eventually(() => expect(actions.size).toBe(1))
      if (texts.length === 120) break
    }
    expect(texts).toEqual(range(120))
    expect([...actions]).toEqual(['reconnect'])
  })
})
