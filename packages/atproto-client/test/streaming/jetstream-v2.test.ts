/**
 * The second version of Jetstream, and the first where a server has no other, on a double that is no kinder than its
 * facts.
 */
import { type JetstreamServer, startJetstream } from '@typefed/test-servers/jetstream'
import { type JetstreamV2Server, type NewEvent, startJetstreamV2 } from '@typefed/test-servers/jetstream-v2'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  jetstream,
  type JetstreamEvent,
  type JetstreamOptions,
  type JetstreamStatus,
} from '../../src/streaming/index.ts'
import { WebSocket as WsWebSocket } from 'ws'
import { eventually } from './support.ts'

const DID = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
const BOB = 'did:plc:bv6ggog3tya2z3vxsub7hnal'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const NOTE = 'dev.typefed.example.note'
const REV = '3jzfcijpj2z2a'

const SOCKETS = [
  ['the global WebSocket', globalThis.WebSocket],
  ['that of ws', WsWebSocket],
] as const

let server: JetstreamV2Server
let WebSocket: NonNullable<JetstreamOptions['WebSocket']>
beforeEach(async () => {
  server = await startJetstreamV2()
})
afterEach(() => server.close())

function note(rkey: string | number, { did = DID, collection = NOTE } = {}): NewEvent {
  const record = { $type: collection, text: String(rkey), createdAt: '2026-01-31T12:00:00.000Z' }
  return {
    kind: 'commit',
    did,
    rev: REV,
    operation: 'create',
    collection,
    rkey: String(rkey),
    record,
    cid: CID,
  }
}

function follow(options: JetstreamOptions<string> = {}) {
  const events: JetstreamEvent[] = []
  const errors: string[] = []
  const statuses: JetstreamStatus[] = []
  const stream = jetstream({
    service: server.url,
    WebSocket,
    reconnect: { initialDelay: 10, maxDelay: 50 },
    onError: ({ message }) => void errors.push(message),
    onStatus: (status) => void statuses.push(status),
    ...options,
  })
  const ended = (async () => {
    for await (const event of stream) events.push(event)
  })()
  ended.catch(() => {})
  const seqs = () => events.map(({ seq }) => seq)
  const reported = () =>
    statuses.map(({ type }) => type).filter((type) => !['open', 'drop', 'retry'].includes(type))
  return { events, errors, statuses, stream, ended, seqs, reported }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const publish = (count: number) => {
  for (let i = 0; i < count; i++) server.publish(note(i))
}
const streams = () => server.requests.filter(({ headers }) => headers['upgrade'] === 'websocket')

describe.each(SOCKETS)('by %s', (_, socket) => {
  beforeEach(() => {
    WebSocket = socket
  })

  describe('a Jetstream of the second version', () => {
    test('gives every kind of event in the form of a firehose', async () => {
      const { events, stream } = follow({ cursor: 0 })
      server.publish(note('a'))
      server.publish({ kind: 'commit', did: DID, rev: REV, operation: 'delete', collection: NOTE, rkey: 'a' })
      server.publish({ kind: 'identity', did: DID, handle: 'alice.example' })
      server.publish({ kind: 'account', did: DID, active: false, status: 'takendown' })
      server.publish({ kind: 'sync', did: DID, rev: REV })
      await eventually(() => expect(events).toHaveLength(5))
      const time = expect.stringMatching(/^2026-.*\.\d{6}Z$/)
      const place = {
        kind: 'commit',
        did: DID,
        time,
        rev: REV,
        collection: NOTE,
        rkey: 'a',
        uri: `at://${DID}/${NOTE}/a`,
      }
      expect(events).toEqual([
        { ...place, seq: 1, action: 'create', cid: CID, record: expect.objectContaining({ text: 'a' }) },
        { ...place, seq: 2, action: 'delete' },
        { kind: 'identity', did: DID, seq: 3, time, handle: 'alice.example' },
        { kind: 'account', did: DID, seq: 4, time, active: false, status: 'takendown' },
        { kind: 'sync', did: DID, seq: 5, time, rev: REV, tooBig: false },
      ])
      expect(streams()[0]?.headers['sec-websocket-protocol']).toBe('xrpc.v1.json')
      await stream.close()
    })

    test('is compressed with the dictionary of the server, and plain where that is gone', async () => {
      const { seqs, errors, stream } = follow({ cursor: 0 })
      publish(3)
      await eventually(() => expect(seqs()).toEqual([1, 2, 3]))
      expect(streams().at(-1)?.params.get('zstdDictionary')).toBe('20260811')
      server.settings.dictionary = 20_270_101
      server.dropSockets()
      publish(2)
      await eventually(() => expect(seqs()).toEqual(range(1, 5)))
      expect(streams().at(-1)?.params.get('zstdDictionary')).toBe('20270101')
      server.sendRaw(new Uint8Array([1, 2, 3]))
      publish(2)
      await eventually(() => expect(seqs()).toEqual(range(1, 7)))
      expect(streams().at(-1)?.params.has('zstdDictionary')).toBe(false)
      expect(errors).toEqual([expect.stringContaining('cannot be decompressed')])
      await stream.close()
    })

    test('comes as it is if it is not to be compressed, or there is no dictionary', async () => {
      server.faults.push({ path: 'getZstdDictionary', status: 500 })
      for (const compress of [false, true]) {
        const { seqs, stream } = follow({ cursor: 0, compress })
        publish(1)
        await eventually(() => expect(seqs().length).toBeGreaterThan(0))
        expect(streams().at(-1)?.params.has('zstdDictionary')).toBe(false)
        await stream.close()
      }
    })

    test('goes on at its number over lost connections, each event once, though servers repeat', async () => {
      server.settings.repeats = 3
      const { seqs, stream } = follow({ cursor: 0 })
      for (let round = 1; round <= 5; round++) {
        publish(4)
        await eventually(() => expect(seqs()).toEqual(range(1, round * 4)))
        server.dropSockets(round % 2 ? 1001 : undefined)
      }
      publish(1)
      await eventually(() => expect(seqs()).toEqual(range(1, 21)))
      expect(server.openSockets).toBe(1)
      await stream.close()
      await eventually(() => expect(server.openSockets).toBe(0))
    })

    test('asks for what is wanted, and for something else from then on, at its cursor', async () => {
      const { seqs, stream } = follow({
        cursor: 0,
        dids: [BOB],
        collections: ['dev.typefed.*'],
        kinds: ['commit'],
      })
      server.publish(note(1))
      server.publish(note(2, { did: BOB }))
      server.publish({ kind: 'identity', did: BOB })
      await eventually(() => expect(seqs()).toEqual([2]))
      stream.update({ collections: ['com.example.thing'] })
      await eventually(() => expect(streams()).toHaveLength(2))
      await eventually(() => expect(server.openSockets).toBe(1))
      server.publish(note(4, { collection: 'com.example.thing' }))
      server.publish(note(5))
      server.publish(note(6, { collection: 'com.example.thing' }))
      await eventually(() => expect(seqs().slice(-2)).toEqual([4, 6]))
      expect(Object.fromEntries(streams().at(-1)?.params ?? [])).toMatchObject({
        cursor: '2',
        collections: 'com.example.thing',
      })
      await stream.close()
    })

    test('sends the server nothing at all', async () => {
      const { seqs, statuses, stream } = follow({ cursor: 0, heartbeat: 20 })
      publish(1)
      await eventually(() => expect(seqs()).toEqual([1]))
      stream.update({ dids: [DID] })
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(statuses.filter(({ type }) => type === 'drop')).toEqual([])
      await stream.close()
    })

    test('ends where the server does not keep the cursor any more, or begins with the oldest it has', async () => {
      publish(20)
      server.settings.floor = 11
      await expect(follow({ cursor: 3 }).ended).rejects.toMatchObject({
        name: 'StreamError',
        error: 'CursorTooOld',
      })
      const { seqs, statuses, reported, stream } = follow({ cursor: 3, whenTooOld: 'restart' })
      await eventually(() => expect(seqs()).toEqual(range(11, 20)))
      expect(reported()).toEqual(['gap'])
      expect(statuses).toContainEqual({ type: 'gap', after: 3, next: 11, outdated: true })
      await stream.close()
    })

    test('takes a time for a cursor, as the first version keeps them', async () => {
      publish(10)
      const store = new Map([['a', String(1_780_000_000_004_000)]])
      const first = follow({ store, key: 'a' })
      await eventually(() => expect(first.seqs()).toEqual(range(4, 10)))
      expect(first.reported()).toEqual([])
      await first.stream.close()
      expect(store.get('a')).toBe('10')
      server.publish(note(11))
      const second = follow({ store, key: 'a' })
      await eventually(() => expect(second.seqs()).toEqual([11]))
      await second.stream.close()
    })

    test('takes a cursor that is ahead of the server for a reset, and says so', async () => {
      const { seqs, statuses, stream } = follow({ cursor: 5_000_000 })
      await eventually(() => expect(server.openSockets).toBe(1))
      publish(2)
      await eventually(() => expect(seqs()).toEqual([1, 2]))
      expect(statuses).toContainEqual({ type: 'reset', after: 5_000_000, next: 1 })
      await stream.close()
    })

    test('warns once of a wrong address, with its host and the reason', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      const reconnect = { maxRetries: 3, initialDelay: 1, maxDelay: 2 }
      const stream = jetstream({ service: 'http://127.0.0.1:9', reconnect, compress: false })
      await expect(Array.fromAsync(stream)).rejects.toMatchObject({ name: 'NetworkError' })
      expect(warn).toHaveBeenCalledTimes(1)
      expect(String(warn.mock.calls[0]?.[0])).toContain('127.0.0.1:9')
      warn.mockRestore()
    })

    test('waits while the server starts', async () => {
      server.settings.isReady = false
      const { seqs, stream } = follow({ cursor: 0 })
      publish(1)
      await eventually(() => expect(streams().length).toBeGreaterThan(1))
      server.settings.isReady = true
      await eventually(() => expect(seqs()).toEqual([1]))
      await stream.close()
    })

    test('ends with the reason for a filter that the server does not take', async () => {
      const { ended } = follow({ kinds: ['identity'], collections: [NOTE] })
      await expect(ended).rejects.toMatchObject({ name: 'StreamError', error: 'InvalidRequest' })
      const wrong = follow({ kinds: ['table' as 'commit'] })
      await expect(wrong.ended).rejects.toMatchObject({ name: 'ValidationError' })
    })

    test('reports error frames and what is no message, and goes on', async () => {
      const { seqs, errors, stream } = follow({ cursor: 0, compress: false })
      await eventually(() => expect(server.openSockets).toBe(1))
      server.sendRaw('{"$type":"error","error":"ConsumerTooSlow","message":"come again"}')
      for (const text of ['{', '{"did":"x"}', '{"$type":"message","payload":{"$type":"#commit","seq":"1"}}'])
        server.sendRaw(text)
      server.sendRaw('{"$type":"later"}')
      const { record: _, ...empty } = note('b') as { record?: object; rkey: string }
      server.publish(empty as NewEvent)
      publish(2)
      await eventually(() => expect(seqs()).toEqual([2, 3]))
      expect(errors).toHaveLength(5)
      expect(errors[0]).toContain('ConsumerTooSlow')
      await stream.close()
    })
  })

  describe('where there is only the first version', () => {
    let legacy: JetstreamServer
    beforeEach(async () => {
      legacy = await startJetstream()
    })
    afterEach(() => legacy.close())

    test('that is spoken, and said so', async () => {
      const cursor = legacy.cursor
      const { events, statuses, stream } = follow({ service: legacy.url, cursor })
      const { kind, did, ...commit } = note('a') as Record<string, unknown>
      legacy.publish({ did: DID, kind: 'commit', commit: { ...commit, collection: NOTE } })
      await eventually(() => expect(events).toHaveLength(1))
      expect(statuses).toContainEqual({
        type: 'fallback',
        version: 1,
        reason: 'missing',
        lostCursor: undefined,
      })
      expect([kind, did]).toEqual(['commit', DID])
      await stream.close()
      await expect(follow({ service: legacy.url, version: 2 }).ended).rejects.toMatchObject({
        name: 'StreamError',
      })
    })

    test('a number to begin after is lost, which is said', async () => {
      const { statuses, stream } = follow({ service: legacy.url, cursor: 17 })
      await eventually(() =>
        expect(statuses).toContainEqual(expect.objectContaining({ type: 'fallback', lostCursor: 17 })),
      )
      await stream.close()
    })

    test('a filter that no URL can hold is given to the first version of a server of both', async () => {
      const dids = Array.from(
        { length: 400 },
        (_, i) => `did:plc:${String(i).padStart(24, 'a').replaceAll(/\d/g, 'b')}`,
      )
      const { events, statuses, stream } = follow({ dids: [...dids, DID] })
      await eventually(() => expect(server.openSockets).toBe(1))
      await eventually(() => {
        publish(1)
        expect(events.length).toBeGreaterThan(0)
      })
      expect(statuses[0]).toEqual({ type: 'fallback', version: 1, reason: 'filter', lostCursor: undefined })
      expect(streams().at(-1)?.path).toBe('/subscribe')
      await stream.close()
    })
  })
})
