import { zstdDecompressSync } from 'node:zlib'
import {
  DICTIONARY,
  type JetstreamServer,
  type PublishedEvent,
  startJetstream,
} from '@typefed/test-servers/jetstream'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import type { Post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import { jetstream, type JetstreamEvent, type JetstreamOptions } from '../../src/streaming/index.ts'
import { createdAt, eventually } from './support.ts'

const DID = 'did:plc:alice'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const NOTE = 'dev.typefed.example.note'

let server: JetstreamServer
beforeEach(async () => {
  server = await startJetstream()
})
afterEach(() => server.close())

/** A commit that wrote a note. */
function note(rkey: string | number, { did = DID, collection = NOTE } = {}): PublishedEvent {
  const record = { $type: collection, text: String(rkey), createdAt }
  const commit = { rev: '3k', operation: 'create', collection, rkey: String(rkey), cid: CID, record }
  return { did, kind: 'commit', commit }
}

/** Follows the server, from what it has on. */
function follow<const P extends string>(options: JetstreamOptions<P>) {
  const events: JetstreamEvent<P>[] = []
  const errors: Error[] = []
  const stream = jetstream({
    service: server.url,
    version: 1,
    cursor: server.cursor,
    reconnect: { stableAfter: 0 },
    onError: (error) => void errors.push(error),
    ...options,
  })
  const ended = (async () => {
    for await (const event of stream) events.push(event)
  })()
  const keys = () => events.flatMap((event) => (event.kind === 'commit' ? [Number(event.rkey)] : []))
  return { events, errors, stream, ended, keys }
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('a Jetstream', () => {
  test('is compressed where the runtime can undo it, and a frame that is not right is told of', async () => {
    const compress = (frame: Uint8Array) => zstdDecompressSync(frame, { dictionary: DICTIONARY })
    const { errors, stream, ended, keys } = follow({ compress })
    server.publish(note(1))
    await eventually(() => expect(keys()).toEqual([1]))
    server.sendRaw(new Uint8Array([1, 2, 3]))
    server.dropSockets()
    server.publish(note(2))
    await eventually(() => expect(keys()).toEqual([1, 2]))
    await stream.close()
    await ended
    expect(server.queries.map((query) => query.get('compress'))).toEqual(['true', 'true'])
    expect(errors).toHaveLength(1)

    const plain = follow({})
    server.publish(note(3))
    await eventually(() => expect(plain.keys()).toContain(3))
    expect(server.queries.at(-1)?.has('compress')).toBe(false)
    await plain.stream.close()
  })

  test('gives events in the form of a firehose', async () => {
    const { events, stream, ended } = follow({})
    const at = server.cursor
    server.publish(note('a'))
    const { record: _, cid: _cid, ...gone } = note('a').commit as Record<string, unknown>
    server.publish({ ...note('a'), commit: { ...gone, collection: NOTE, operation: 'delete' } })
    server.publish({
      did: DID,
      kind: 'identity',
      identity: { did: DID, handle: 'alice.test', seq: 1, time: createdAt },
    })
    server.publish({ did: DID, kind: 'account', account: { active: false, did: DID, status: 'deleted' } })
    server.publish({ did: DID, kind: 'newer' })
    server.publish(note('b'))
    await eventually(() => expect(events).toHaveLength(5))
    const same = {
      kind: 'commit',
      did: DID,
      collection: NOTE,
      rkey: 'a',
      uri: `at://${DID}/${NOTE}/a`,
      rev: '3k',
    }
    expect(events.slice(0, 4)).toEqual([
      {
        ...same,
        action: 'create',
        cid: CID,
        record: { $type: NOTE, text: 'a', createdAt },
        seq: at + 1,
        time: new Date((at + 1) / 1_000).toISOString(),
      },
      { ...same, action: 'delete', seq: at + 2, time: expect.any(String) },
      { kind: 'identity', did: DID, handle: 'alice.test', seq: at + 3, time: expect.any(String) },
      { kind: 'account', did: DID, active: false, status: 'deleted', seq: at + 4, time: expect.any(String) },
    ])
    await stream.close()
    await ended
  })

  test('is filtered by the server, and may be filtered otherwise later', async () => {
    const other = { did: 'did:plc:bob' }
    const { keys, stream, ended } = follow({ collections: [NOTE], dids: [DID] })
    await eventually(() => expect(server.openSockets).toBe(1))
    server.publish(note(1))
    server.publish(note(2, other))
    server.publish(note(3, { collection: 'app.bsky.feed.post' }))
    await eventually(() => expect(keys()).toEqual([1]))
    stream.update({ collections: [NOTE] })
    // The server says nothing when it has taken a filter in.
    await eventually(() => {
      server.publish(note(4, other))
      expect(keys()).toContain(4)
    })
    server.dropSockets()
    await eventually(() => expect(server.openSockets).toBe(1))
    server.publish(note(5, other))
    await eventually(() => expect(keys()).toContain(5))
    expect(keys()).not.toContain(3)
    await stream.close()
    await ended
  })

  test('loses nothing and gives nothing twice when connections break', async () => {
    const { keys, stream, ended } = follow({})
    for (let first = 0; first < 2_000; first += 100) {
      for (let i = 0; i < 100; i++) server.publish(note(first + i))
      await eventually(() => expect(server.openSockets).toBe(1))
      server.dropSockets()
    }
    await eventually(() => expect(keys()).toHaveLength(2_000))
    expect(keys()).toEqual(range(2_000))
    expect(server.queries.length).toBeGreaterThanOrEqual(20)
    await stream.close()
    await ended
  })

  test('goes on from the cursor that was kept', async () => {
    const store = new Map<string, string>()
    const first = follow({ store })
    for (const key of [1, 2, 3]) server.publish(note(key))
    await eventually(() => expect(first.keys()).toEqual([1, 2, 3]))
    await first.stream.close()
    await first.ended
    const second = follow({ store, cursor: 0 })
    server.publish(note(4))
    await eventually(() => expect(second.keys()).toContain(4))
    expect(second.keys().filter((key) => key < 3)).toEqual([])
    await second.stream.close()
    await second.ended
  })

  test('may be closed while a store is asked', async () => {
    const asked = Promise.withResolvers<undefined>()
    const { stream, ended, events } = follow({
      store: { get: () => asked.promise, set: () => {}, delete: () => {} },
    })
    const closing = stream.close()
    asked.resolve(undefined)
    await closing
    await ended
    expect(events).toEqual([])
    expect(server.queries).toEqual([])
  })

  test('reports what is no message, and records that do not fit', async () => {
    const { keys, errors, stream, ended } = follow({})
    await eventually(() => expect(server.openSockets).toBe(1))
    for (const frame of ['{', '[]', '{"did":"did:plc:a"}', Uint8Array.of(1), 'null']) server.sendRaw(frame)
    server.publish(note(7))
    server.publish({ ...note('x'), commit: { ...note('x').commit!, record: { text: 8 } } })
    server.publish(note(9))
    await eventually(() => expect(keys()).toEqual([7, 9]))
    expect(errors).toHaveLength(6)
    expect(errors.every(({ name }) => name === 'ValidationError')).toBe(true)
    await stream.close()
    await ended
  })

  test('gives all events of one time, each once, however connections break', async () => {
    const { keys, stream, ended } = follow({})
    await eventually(() => expect(server.openSockets).toBe(1))
    for (const [first, breakAfter] of [
      [0, 1],
      [18, 7],
      [36, 18],
    ] as const) {
      server.closeAfter(breakAfter)
      server.publishTogether(...range(18).map((i) => note(first + i)))
      await eventually(() => expect(server.openSockets).toBe(1))
    }
    await eventually(() => expect(keys()).toHaveLength(54))
    server.publish(note(54))
    await eventually(() => expect(keys()).toEqual(range(55)))
    await stream.close()
    await ended
  })

  test('gives the events of the time that was kept again after a restart, and loses none', async () => {
    const store = new Map<string, string>()
    server.publishTogether(note(1), note(2), note(3))
    const taken: string[] = []
    const stream = jetstream({ service: server.url, version: 1, cursor: server.cursor - 1, store })
    for await (const event of stream) {
      if (event.kind === 'commit') taken.push(event.rkey)
      if (taken.length === 2) break
    }
    const second = follow({ store })
    await eventually(() => expect(second.keys()).toEqual([1, 2, 3]))
    await second.stream.close()
    await second.ended
  })

  test.each([
    ['23 hours ahead', () => (Date.now() + 23 * 3_600_000) * 1_000],
    ['at the end of all numbers', () => Number.MAX_SAFE_INTEGER],
  ])('is not silenced by one time %s, and does not keep it', async (_, time) => {
    const store = new Map<string, string>()
    const statuses: string[] = []
    const { keys, errors, stream, ended } = follow({
      store,
      onStatus: ({ type }) => void statuses.push(type),
    })
    await eventually(() => expect(server.openSockets).toBe(1))
    server.publish(note(1))
    server.sendRaw(JSON.stringify({ ...note(2), time_us: time() }))
    server.publish(note(3))
    await eventually(() => expect(keys()).toEqual([1, 2, 3]))
    server.dropSockets()
    server.publish(note(4))
    await eventually(() => expect(keys()).toEqual([1, 2, 3, 4]))
    expect(errors).toEqual([])
    expect(statuses).toContain('jump')
    await stream.close()
    await ended
    expect([...store.values()]).toEqual([String(server.cursor)])
  })

  test.each([
    ['a cursor of the future', () => (Date.now() + 23 * 3_600_000) * 1_000],
    ['a cursor of another server', () => Date.now() * 1_000 + 3.6e9],
  ])('goes on from %s, and says so', async (_, time) => {
    const statuses: object[] = []
    const cursor = time()
    const { keys, stream, ended } = follow({ cursor, onStatus: (status) => void statuses.push(status) })
    await eventually(() => expect(server.openSockets).toBe(1))
    await eventually(() => {
      server.publish(note(1))
      expect(keys()).toContain(1)
    })
    expect(statuses).toContainEqual(expect.objectContaining({ type: 'reset', after: cursor }))
    await stream.close()
    await ended
  })

  test('goes on with a server that was set up anew', async () => {
    const { keys, stream, ended } = follow({})
    server.publish(note(1))
    await eventually(() => expect(keys()).toEqual([1]))
    server.restartAt(server.cursor - 3.6e9)
    await eventually(() => expect(server.openSockets).toBe(1))
    await eventually(() => {
      server.publish(note(2))
      expect(keys()).toContain(2)
    })
    await stream.close()
    await ended
  })

  test('reports a time that is no integer', async () => {
    const { keys, errors, stream, ended } = follow({})
    await eventually(() => expect(server.openSockets).toBe(1))
    server.sendRaw(JSON.stringify({ ...note(1), time_us: 1e300 }))
    server.sendRaw(JSON.stringify({ ...note(1), time_us: 0.5 }))
    server.publish(note(2))
    await eventually(() => expect(keys()).toEqual([2]))
    expect(errors.map(({ message }) => message).join()).toContain('time_us: expected an integer')
    await stream.close()
    await ended
  })

  test('whatever text comes, gives an event, a report or nothing, and goes on', async () => {
    const { keys, errors, stream, ended } = follow({ validate: 'off' })
    await eventually(() => expect(server.openSockets).toBe(1))
    const values = fc.oneof(fc.string(), fc.json())
    const members = fc.record(
      {
        did: fc.oneof(fc.constant(DID), fc.anything()),
        time_us: fc.oneof(fc.constant(0), fc.double(), fc.anything()),
        kind: fc.constantFrom('commit', 'identity', 'account', 'x'),
        commit: fc.anything(),
        account: fc.oneof(fc.constant({ active: true }), fc.anything()),
        identity: fc.oneof(fc.constant({}), fc.anything()),
      },
      { requiredKeys: [] },
    )
    const near = members.map((value) => JSON.stringify(value))
    const sent = fc.sample(fc.oneof(values, near), 1_000)
    for (const text of sent) server.sendRaw(text)
    server.publish(note(1))
    await eventually(() => expect(keys().at(-1)).toBe(1))
    expect(errors.length).toBeGreaterThan(500)
    await stream.close()
    await ended
  })

  test('is typed by the collections that are wanted', () => {
    const posts = () => jetstream({ collections: ['app.bsky.feed.post'] })
    type Events = ReturnType<typeof posts> extends AsyncIterable<infer Event> ? Event : never
    type Created = Extract<Events, { action: 'create' | 'update' }>
    expectTypeOf<Created['record']>().toEqualTypeOf<Post>()
    expectTypeOf<Extract<Events, { kind: 'sync' }>['rev']>().toEqualTypeOf<string>()
  })
})
