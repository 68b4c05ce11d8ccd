import { toBytes } from '@atcute/cbor'
import { CODEC_DCBOR, create, toCidLink } from '@atcute/cid'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firehose, type FirehoseEvent, type FirehoseOptions } from '../../src/streaming/index.ts'
import { createdAt as time, frame, scripted } from './support.ts'

const did = 'did:plc:alice'
const FAR = Number.MAX_SAFE_INTEGER

const account = (seq: number) => frame('#account', { did, seq, time, active: true })
const newer = (seq: number) => frame('#newer', { did, seq, time })
const broken = (seq: number) => frame('#account', { did: 7, seq, time, active: true })

/** Follows the frames of connections, with a store; the numbers that came, what was reported, and what is kept. */
async function follow(
  connections: Uint8Array<ArrayBuffer>[][],
  { kept, ...options }: FirehoseOptions & { kept?: number } = {},
) {
  const { WebSocket, urls } = scripted(...connections.map((frames) => ({ frames, code: 1006 })))
  const store = new Map(kept === undefined ? [] : [['key', String(kept)]])
  const written = new Set<string>()
  const statuses: string[] = []
  const events: FirehoseEvent[] = []
  const stream = firehose('wss://relay.test', {
    WebSocket,
    reconnect: { maxRetries: connections.length - 1, stableAfter: 1e9, initialDelay: 0 },
    store: {
      get: (key) => store.get(key),
      set: (key, value) => (written.add(value), store.set(key, value)),
      delete: (key) => store.delete(key),
    },
    key: 'key',
    saveEvery: { events: 1 },
    onError: () => {},
    onStatus: ({ type }) => void statuses.push(type),
    ...options,
  })
  await expect(async () => {
    for await (const event of stream) events.push(event)
  }).rejects.toMatchObject({ name: 'NetworkError' })
  const cursors = urls.map(({ searchParams }) => searchParams.get('cursor'))
  const odd = statuses.filter((type) => ['gap', 'jump', 'reset', 'repeat'].includes(type))
  return {
    events,
    seqs: events.map(({ seq }) => seq),
    cursors,
    odd,
    kept: store.get('key'),
    written: [...written],
  }
}

describe('the store of a firehose', () => {
  test.each([
    ['a known kind', account, [5, FAR, 6], ['jump']],
    ['an unknown kind', newer, [5, 6], []],
    ['what does not fit', broken, [5, 6], []],
  ] as const)('is not poisoned by a far number of %s', async (_, make, seqs, odd) => {
    const run = await follow([[account(5), make(FAR)], [account(6)]])
    expect(run).toMatchObject({ seqs, odd, kept: '6', cursors: [null, '5'] })
    expect(run.written).not.toContain(String(FAR))
  })

  test('is not poisoned by a first number that nothing confirms', async () => {
    expect(await follow([[account(FAR)]])).toMatchObject({ seqs: [FAR], kept: undefined })
    expect(await follow([[account(FAR), account(5), account(6)]])).toMatchObject({
      seqs: [FAR, 5, 6],
      odd: ['reset'],
      kept: '6',
    })
  })

  test('that is ahead of the server follows it', async () => {
    expect(await follow([[account(5), account(6)]], { kept: 9_000_000 })).toMatchObject({
      seqs: [5, 6],
      odd: ['reset'],
      kept: '6',
      cursors: ['9000000'],
    })
  })

  test('never runs ahead of what was understood, whatever comes', async () => {
    const number = fc.oneof(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.constant(FAR),
    )
    const one = fc.record({ seq: number, make: fc.constantFrom(account, account, newer, broken) })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 30 }), async (sequence) => {
        const run = await follow([sequence.map(({ make, seq }) => make(seq))])
        const understood = sequence.flatMap(({ make, seq }) => (make === account ? [seq] : []))
        expect(run.seqs).toEqual(understood)
        for (const value of run.written) expect(understood).toContain(Number(value))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a commit that is too big', () => {
  const commit = {
    repo: did,
    seq: 5,
    time,
    rev: '3lzzzzzzzz222',
    since: null,
    rebase: false,
    tooBig: true,
    blobs: [],
  }

  test.each([
    ['without blocks and operations', {}],
    ['with none of either', { ops: [], blocks: toBytes(new Uint8Array()) }],
  ])('is a sync event, %s', async (_, rest) => {
    const errors: Error[] = []
    const link = toCidLink(await create(CODEC_DCBOR, new Uint8Array()))
    const frames = [frame('#commit', { ...commit, ...rest, commit: link }), account(6)]
    const { events, kept } = await follow([frames], { onError: (error) => void errors.push(error) })
    expect(errors).toEqual([])
    expect(events[0]).toEqual({ kind: 'sync', did, seq: 5, time, rev: commit.rev, tooBig: true })
    expect(kept).toBe('6')
  })
})
