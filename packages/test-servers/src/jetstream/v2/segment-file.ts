import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import { payloadOf, type StoredEvent } from './event.ts'

/** A complete file of the archive. */
export interface SegmentFile {
  readonly name: string
  readonly index: number
  /** Changes whenever the file is written again. */
  readonly checksum: string
  readonly bytes: Buffer
  readonly events: readonly StoredEvent[]
  readonly blocks: readonly { readonly frame: Buffer; readonly events: readonly StoredEvent[] }[]
}

const HEADER = 256
const KINDS = { create: 1, update: 2, delete: 3, identity: 4, account: 5, sync: 6, resync: 7 }

/** Writes a file: a header, the blocks, each behind its length, and a footer that clients can do without. */
export function writeSegment(
  index: number,
  events: readonly StoredEvent[],
  { blockSize, version = 1 }: { blockSize: number; version?: number },
): SegmentFile {
  const blocks = Array.from({ length: Math.ceil(events.length / blockSize) }, (_, i) => {
    const part = events.slice(i * blockSize, (i + 1) * blockSize)
    return { frame: zstdCompressSync(writeBlock(part)), events: part }
  })
  const body = Buffer.concat(blocks.flatMap(({ frame }) => [u64(frame.length), frame]))
  const header = Buffer.alloc(HEADER)
  header.write('jss0')
  header.writeUInt16LE(1, 12)
  header.writeUInt32LE(blocks.length, 14)
  header.writeUInt32LE(events.length, 18)
  header.writeBigUInt64LE(BigInt(events[0]?.seq ?? 0), 26)
  header.writeBigUInt64LE(BigInt(events.at(-1)?.seq ?? 0), 34)
  header.writeBigUInt64LE(BigInt(HEADER + body.length), 58)
  const footer = Buffer.alloc(52 * blocks.length, version)
  // Clients compare it and never compute it, so any hash will do.
  const checksum = createHash('sha256').update(header).update(footer).digest('hex').slice(0, 16)
  header.write(checksum, 4, 'hex')
  const name = `seg_${index.toString(36).padStart(10, '0')}.jss`
  return { name, index, checksum, bytes: Buffer.concat([header, body, footer]), events, blocks }
}

function writeBlock(events: readonly StoredEvent[]): Buffer {
  const texts = (of: (event: StoredEvent) => string) => events.map((event) => Buffer.from(of(event)))
  const commit = (name: 'collection' | 'rkey' | 'rev') =>
    texts((event) => (event.kind === 'commit' ? event[name] : ''))
  const collections = commit('collection')
  const dids = texts(({ did }) => did)
  const rkeys = commit('rkey')
  const revs = commit('rev')
  const payloads = events.map((event) => Buffer.from(payloadOf(event)))
  return Buffer.concat([
    number(4, events.length),
    ...events.map(({ seq }) => u64(seq)),
    ...events.map(({ witnessedAt }) => u64(witnessedAt)),
    ...events.map(() => u64(0)),
    ...events.map((event) => number(1, kindOf(event))),
    ...collections.map(({ length }) => number(1, length)),
    ...dids.map(({ length }) => number(2, length)),
    ...rkeys.map(({ length }) => number(1, length)),
    ...revs.map(({ length }) => number(1, length)),
    ...payloads.map(({ length }) => number(4, length)),
    ...[collections, dids, rkeys, revs, payloads].flat(),
  ])
}

function kindOf(event: StoredEvent): number {
  if (event.kind !== 'commit') return KINDS[event.kind]
  return event.isResync ? KINDS.resync : KINDS[event.operation]
}

function number(bytes: number, value: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer
}
