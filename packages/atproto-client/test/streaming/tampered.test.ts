import { writeCarStream } from '@atcute/car'
import { encode, fromBytes, toBytes } from '@atcute/cbor'
import { CODEC_DCBOR, create, toCidLink } from '@atcute/cid'
import { P256PrivateKeyExportable } from '@atcute/crypto'
import { MSTNode } from '@atcute/mst'
import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { note } from '../../src/generated/lexicons/dev.typefed.example.note.ts'
import {
  type SubscribeReposCommit,
  subscribeRepos,
  type SubscribeReposMessage,
  type SubscribeReposRepoOp,
} from '../../src/generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { Writes } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/streaming/firehose/verify/options.ts'
import { Verifier } from '../../src/streaming/firehose/verify/verifier.ts'
import { logIn } from '../support.ts'
import { createdAt, lastSeq, notes, takeUntil } from './support.ts'

type Commit = SubscribeReposCommit & { $type: string }

let network: AtprotoNetwork
/** 20 notes, and then creations, updates and deletions. */
let [before, commit]: Commit[] = []

beforeAll(async () => {
  network = await startAtprotoNetwork()
  const client = await logIn(network, await network.createAccount())
  const cursor = await lastSeq(client)
  const { results } = await notes(20).apply(client)
  const rkeys = results.map(({ uri = '' }) => uri.split('/').at(-1) ?? '')
  const writes = new Writes()
  for (const text of ['a', 'b', 'c']) writes.create(note, { text, createdAt })
  for (const rkey of rkeys.slice(0, 3)) writes.update(note, { text: rkey, createdAt }, { rkey })
  for (const rkey of rkeys.slice(3, 6)) writes.delete(note, { rkey })
  await writes.apply(client)
  const stream = client.subscribe<Commit>(subscribeRepos, { cursor })
  ;[before, commit] = await takeUntil(stream, ({ length }) => length === 2)
}, 60_000)
afterAll(() => network.close())

/** The operations that messages come to, and how many faults were reported of the last one. */
async function check(options: VerifyOptions, ...messages: object[]) {
  let errors: Error[] = []
  let events: string[] = []
  const reading = {
    wants: () => true,
    isRight: () => true,
    onError: (error: Error) => void errors.push(error),
  }
  const verifier = new Verifier({ ...options, reading })
  for (const message of messages) {
    ;[errors, events] = [[], []]
    for await (const event of verifier.readEvents(message as SubscribeReposMessage))
      events.push(event.kind === 'commit' ? `${event.action} ${event.rkey} ${event.cid}` : event.kind)
  }
  return { events: events.toSorted(), reasons: errors.map(({ message }) => message) }
}

/** One thing that a server may do to a commit. */
type Tampering = (commit: Commit) => Commit
const withOps =
  (change: (ops: SubscribeReposRepoOp[]) => SubscribeReposRepoOp[]): Tampering =>
  (one) => ({ ...one, ops: change([...one.ops]) })

const at = fc.nat({ max: 8 })
const action = fc.constantFrom('create', 'update', 'delete', 'other')
const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  at.map((i) => withOps((ops) => ops.toSpliced(i, 1))),
  at.map((i) => withOps((ops) => [...ops, ...ops.slice(i, i + 1)])),
  fc
    .tuple(at, at)
    .map(([i, j]) =>
      withOps((ops) => ops.map((op, k) => (k === i ? { ...op, cid: ops[j]?.cid ?? null } : op))),
    ),
  fc
    .tuple(at, at)
    .map(([i, j]) =>
      withOps(
        (ops) =>
          ops.map((op, k) =>
            k === i ? { ...op, prev: ops[j]?.cid ?? undefined } : op,
          ) as SubscribeReposRepoOp[],
      ),
    ),
  fc
    .tuple(at, action)
    .map(([i, name]) => withOps((ops) => ops.map((op, k) => (k === i ? { ...op, action: name } : op)))),
  fc
    .tuple(at, at)
    .map(([i, j]) =>
      withOps((ops) => ops.map((op, k) => (k === i ? { ...op, path: ops[j]?.path ?? 'a.b.c/d' } : op))),
    ),
  fc.constant(withOps((ops) => ops.map(({ action: name, path, cid }) => ({ action: name, path, cid })))),
  fc.constant(withOps((ops) => ops.toReversed())),
  fc.constant<Tampering>((one) => ({ ...one, prevData: undefined }) as unknown as Commit),
  fc.constant<Tampering>((one) => ({ ...one, prevData: one.commit })),
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map<Tampering>(([place, bits]) => (one) => {
    const bytes = Uint8Array.from(fromBytes(one.blocks))
    bytes[place % bytes.length]! ^= bits
    return { ...one, blocks: toBytes(bytes) }
  }),
)

test('whatever a server does to a commit, it changes nothing or is reported', async () => {
  const keys = new Map<string, string>()
  const { didKeyResolver } = await import('../../src/streaming/firehose/verify/resolve-key.ts')
  const { documentResolver } = await import('../../src/streaming/firehose/verify/documents.ts')
  const real = didKeyResolver(documentResolver({ plcUrl: network.plc.url }))
  const resolveKey = async (did: string) =>
    keys.get(did) ?? (keys.set(did, await real(did, {})), keys.get(did)!)
  const { events: true_, reasons } = await check({ resolveKey }, before!, commit!)
  expect(reasons).toEqual([])
  expect(true_).toHaveLength(9)
  const written = new Set(true_.map((event) => event.replace(/^\w+ /, '')))
  await fc.assert(
    fc.asyncProperty(
      fc.array(tampering, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (all, isKnown) => {
        const tampered = all.reduce((one, change) => change(one), commit!)
        const outcome = await check({ resolveKey }, ...(isKnown ? [before!] : []), tampered)
        if (outcome.reasons.length === 0) expect(outcome.events).toEqual(true_)
        for (const event of outcome.events.filter((one) => one !== 'sync'))
          expect(written).toContain(event.replace(/^\w+ /, ''))
      },
    ),
    { numRuns: 300 },
  )
}, 120_000)

test('a commit of an account at a host that is not public makes nobody ask that host', async () => {
  const did = 'did:web:localhost%3A41137'
  const keypair = await P256PrivateKeyExportable.createKeypair()
  const empty = MSTNode.empty()
  const unsigned = { did, version: 3, rev: '3lzzzzzzzz222', data: await empty.cid(), prev: null }
  const sig = toBytes(await keypair.sign(encode(unsigned) as Uint8Array<ArrayBuffer>))
  const block = encode({ ...unsigned, sig }) as Uint8Array<ArrayBuffer>
  const cid = await create(CODEC_DCBOR, block)
  const car = writeCarStream([toCidLink(cid)], [{ cid: cid.bytes, data: block }])
  const blocks = toBytes(new Uint8Array(await new Blob(await Array.fromAsync(car)).arrayBuffer()))
  const message = {
    $type: 'com.atproto.sync.subscribeRepos#sync',
    seq: 1,
    did,
    rev: unsigned.rev,
    time: createdAt,
    blocks,
  }
  const fetch = vi.spyOn(globalThis, 'fetch')
  const { events, reasons } = await check({}, message)
  expect(fetch).not.toHaveBeenCalled()
  fetch.mockRestore()
  expect(events).toEqual(['sync'])
  expect(reasons.join()).toContain('the key of the account cannot be had')
  const key = await keypair.exportPublicKey('did')
  expect(await check({ resolveKey: () => Promise.resolve(key) }, message)).toEqual({
    events: ['sync'],
    reasons: [],
  })
})
