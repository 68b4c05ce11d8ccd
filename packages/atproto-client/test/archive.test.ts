/** The archive of a Jetstream, read from a double of its server. */
import { type JetstreamV2Server, type NewEvent, startJetstreamV2 } from '@typefed/test-servers/jetstream-v2'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readRows } from '../src/archive/rows.ts'
import { readBlocks } from '../src/archive/segment.ts'
import { replay, snapshot, type SnapshotOptions } from '../src/archive/index.ts'

const DID = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
const BOB = 'did:plc:bv6ggog3tya2z3vxsub7hnal'
const REV = '3jzfcijpj2z2a'
const NOTE = 'dev.typefed.example.note'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const KEY = 'archive-key-4f1d8c2a'

let server: JetstreamV2Server
beforeEach(async () => {
  server = await startJetstreamV2({ apiKey: KEY })
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

function read<const P extends string = '*'>(options: SnapshotOptions<P> = {}) {
  const errors: string[] = []
  const stream = snapshot({
    service: server.url,
    apiKey: KEY,
    onError: ({ message }) => void errors.push(message),
    ...options,
  })
  return { stream, errors, events: () => Array.fromAsync(stream) }
}

const seqs = async (events: Promise<readonly { seq: number }[]>) => (await events).map(({ seq }) => seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Publishes notes 1 to 30, in files of 10, and two more that no file has. */
function fill(): void {
  for (const i of range(1, 30)) {
    server.publish(note(i))
    if (i % 10 === 0) server.seal()
  }
  server.publish(note(31))
  server.publish(note(32))
}

describe('a snapshot', () => {
  test('has every kind of event in the form of a firehose', async () => {
    server.publish(note('a'))
    server.publish({ kind: 'commit', did: DID, rev: REV, operation: 'delete', collection: NOTE, rkey: 'a' })
    server.publish({ kind: 'identity', did: DID, handle: 'alice.example' })
    server.publish({ kind: 'account', did: DID, active: false, status: 'deleted' })
    server.publish({ kind: 'sync', did: DID, rev: REV })
    server.publish({ ...note('b'), isResync: true } as NewEvent)
    server.seal()
    const events = await read().events()
    const place = { kind: 'commit', did: DID, rev: REV, collection: NOTE }
    const time = expect.stringMatching(/^2026-.*Z$/)
    const cid = expect.stringMatching(/^bafyrei[a-z2-7]{52}$/)
    const uri = (rkey: string) => `at://${DID}/${NOTE}/${rkey}`
    expect(events).toEqual([
      {
        ...place,
        seq: 1,
        time,
        action: 'create',
        rkey: 'a',
        uri: uri('a'),
        cid,
        record: expect.objectContaining({ text: 'a' }),
      },
      { ...place, seq: 2, time, action: 'delete', rkey: 'a', uri: uri('a') },
      { kind: 'identity', did: DID, seq: 3, time, handle: 'alice.example' },
      { kind: 'account', did: DID, seq: 4, time, active: false, status: 'deleted' },
      { kind: 'sync', did: DID, seq: 5, time, rev: REV, tooBig: false },
      {
        ...place,
        seq: 6,
        time,
        action: 'create',
        rkey: 'b',
        uri: uri('b'),
        cid,
        record: expect.objectContaining({ text: 'b' }),
      },
    ])
  })

  test('ends at the sealed tip, and says so', async () => {
    fill()
    const statuses: unknown[] = []
    expect(await seqs(read({ onStatus: (status) => void statuses.push(status) }).events())).toEqual(
      range(1, 30),
    )
    expect(statuses).toEqual([
      { type: 'plan', through: 30, sealedTip: 30, segments: 3 },
      { type: 'sealed-tip', seq: 30 },
    ])
    expect(await seqs(read({ cursor: 12, until: 25 }).events())).toEqual(range(13, 25))
    expect(await seqs(read({ cursor: 30 }).events())).toEqual([])
  })

  test('of an empty archive is empty', async () => {
    const statuses: unknown[] = []
    expect(await read({ onStatus: (status) => void statuses.push(status) }).events()).toEqual([])
    expect(statuses.at(-1)).toEqual({ type: 'sealed-tip', seq: 0 })
  })

  test('is read in as many plans as it takes, though more is sealed meanwhile', async () => {
    fill()
    server.archive.maxEntries = 1
    const found: number[] = []
    for await (const { seq } of read().stream) {
      if (seq === 5) server.seal()
      found.push(seq)
    }
    expect(found).toEqual(range(1, 30))
  })

  test('has only what is wanted, though a plan names more', async () => {
    for (const i of range(1, 40)) {
      server.publish(
        note(i, i % 7 === 0 ? { did: BOB } : i % 5 === 0 ? { collection: 'com.example.thing' } : {}),
      )
    }
    server.publish({ kind: 'identity', did: DID })
    server.seal()
    expect(await seqs(read({ dids: [BOB] }).events())).toEqual([7, 14, 21, 28, 35])
    const things = await read({ collections: ['com.example.*'], kinds: ['commit'] }).events()
    expect(things.map(({ seq }) => seq)).toEqual([5, 10, 15, 20, 25, 30, 40])
    // Collections are no filter of what is no commit.
    expect(await seqs(read({ collections: ['com.example.thing'] }).events())).toContain(41)
    expect(server.requests.some(({ path }) => path.endsWith('getBlock'))).toBe(true)
  })

  test('goes on where a download broke off, each event once', async () => {
    fill()
    for (const cutAt of [100, 300, 400]) server.faults.push({ path: 'getSegment', cutAt })
    expect(await seqs(read().events())).toEqual(range(1, 30))
    const ranges = server.requests.map(({ headers }) => headers['range']).filter(Boolean)
    expect(ranges.length).toBeGreaterThan(0)
  })

  test('begins a file again that was replaced while it was read, and mixes no versions', async () => {
    fill()
    server.faults.push({ path: 'getSegment', cutAt: 500 })
    const found: number[] = []
    for await (const { seq } of read().stream) {
      if (seq === 1) server.archive.rewrite(({ seq: other }) => other !== 3)
      found.push(seq)
    }
    expect(found.filter((seq) => seq !== 3)).toEqual(range(1, 30).filter((seq) => seq !== 3))
  })

  test('goes on from the store', async () => {
    fill()
    const store = new Map<string, string>()
    for await (const { seq } of read({ store }).stream) if (seq === 17) break
    expect(await seqs(read({ store }).events())).toEqual(range(17, 30))
    expect(await seqs(read({ store }).events())).toEqual([])
  })

  test('waits as long as the server asks', async () => {
    fill()
    server.faults.push({ path: 'getSegment', status: 429, headers: { 'retry-after': '1' } })
    server.faults.push({ path: 'planSnapshot', status: 503 })
    expect(await seqs(read().events())).toEqual(range(1, 30))
  })

  test('without the key is refused, and no error repeats it', async () => {
    fill()
    await expect(read({ apiKey: 'wrong-key-77aa' }).events()).rejects.toMatchObject({
      name: 'UnauthorizedError',
    })
    const error: Error = await read({ apiKey: 'wrong-key-77aa' })
      .events()
      .then(
        () => new Error('no error'),
        (reason: Error) => reason,
      )
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain('wrong-key')
  })

  test('reports what cannot be read, and goes on', async () => {
    fill()
    server.publish({ kind: 'commit', did: DID, rev: REV, operation: 'create', collection: NOTE, rkey: 'c' })
    server.seal()
    const { events, errors } = read()
    expect(await seqs(events())).toEqual(range(1, 32))
    expect(errors).toEqual([expect.stringContaining('the event 33 cannot be read')])
    const broken = read({ decompress: () => new Uint8Array([9, 9]) })
    expect(await seqs(broken.events())).toEqual([])
    expect(broken.errors.length).toBeGreaterThan(0)
  })

  test('ends when it is closed, left or aborted', async () => {
    fill()
    const { stream } = read()
    let count = 0
    for await (const _ of stream) if (++count === 3) await stream.close()
    const controller = new AbortController()
    const aborted = read({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(aborted.events()).rejects.toThrow('enough')
  })
})

describe('a replay', () => {
  test('hands over to the stream, with nothing lost and nothing twice', async () => {
    fill()
    server.settings.repeats = 2
    const statuses: string[] = []
    const found: number[] = []
    const stream = replay({
      service: server.url,
      apiKey: KEY,
      reconnect: { initialDelay: 10 },
      onStatus: ({ type }) => void statuses.push(type),
    })
    for await (const { seq } of stream) {
      found.push(seq)
      if (seq === 12) server.publish(note(33))
      if (seq === 33) server.dropSockets()
      if (seq === 33) server.publish(note(34))
      if (seq === 34) break
    }
    expect(found).toEqual(range(1, 34))
    expect(statuses.slice(0, 3)).toEqual(['plan', 'sealed-tip', 'open'])
    const keyed = server.requests.filter(({ headers }) => headers['authorization'] !== undefined)
    expect(keyed.some(({ path }) => path.endsWith('subscribeEvents'))).toBe(false)
  })

  test('reads the archive again where the stream begins too late', async () => {
    fill()
    const found: number[] = []
    const stream = replay({ service: server.url, apiKey: KEY, reconnect: { initialDelay: 10 } })
    for await (const { seq } of stream) {
      found.push(seq)
      if (seq === 30) {
        // What the archive does not have yet when the stream is asked for is gone from the stream by then.
        server.settings.floor = 32
        server.seal()
      }
      if (seq === 32) break
    }
    expect(found).toEqual(range(1, 32))
  })

  test('gives up where neither has what is missing', async () => {
    fill()
    server.settings.floor = 32
    const stream = replay({ service: server.url, apiKey: KEY, reconnect: { initialDelay: 1, maxDelay: 2 } })
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({
      name: 'StreamError',
      error: 'CursorTooOld',
    })
  })
})

describe('whatever bytes come', () => {
  test('a block is rows or an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          expect(Array.isArray(readRows(bytes))).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })

  test('a file is blocks or an error, in whatever chunks it comes', async () => {
    fill()
    const file = await fetch(`${server.url}/xrpc/network.bsky.jetstream.getSegment?name=seg_0000000001.jss`, {
      headers: { authorization: `Bearer ${KEY}` },
    })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const frames = async (parts: Uint8Array[]) => {
      async function* chunks() {
        yield* parts
      }
      return (await Array.fromAsync(readBlocks(chunks(), { offset: 0, footerAt: 0 }))).map(
        ({ frame }) => frame.length,
      )
    }
    const whole = await frames([bytes])
    expect(whole).toHaveLength(3)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        expect(await frames(at.slice(1).map((end, i) => bytes.subarray(at[i], end)))).toEqual(whole)
      }),
    )
    await expect(frames([bytes.subarray(0, 300)])).rejects.toThrow(RangeError)
    await expect(frames([new Uint8Array(300)])).rejects.toThrow(RangeError)
  })
})
