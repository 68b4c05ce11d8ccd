/** An event as the archive keeps it. */
export interface Row {
  readonly seq: number
  /** Microseconds since 1970. */
  readonly time: number
  /** A number of `KINDS`, or one that is newer. */
  readonly kind: number
  readonly collection: string
  readonly did: string
  readonly rkey: string
  readonly rev: string
  /** DAG-CBOR: the record, or the message of the relay. */
  readonly payload: Uint8Array
}

/** More events in a block than any server writes. */
const MAX_EVENTS = 262_144

/**
 * Reads the events of a block, which stand in columns, little end first. Throws a RangeError for what is no block.
 *
 * @param block without its compression
 */
export function readRows(block: Uint8Array): Row[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const count = view.getUint32(0, true)
  if (count > MAX_EVENTS) throw new RangeError(`a block of ${count} events`)
  let end = 4
  /** Begins a column of so many bytes an event; returns its offset. */
  const column = (bytes: number) => (end += bytes * count) - bytes * count
  const [seqs, witnessed, indexed] = [column(8), column(8), column(8)]
  const [kinds, collections, dids] = [column(1), column(1), column(2)]
  const [rkeys, revs, payloads] = [column(1), column(1), column(4)]
  /** Begins a column of parts; returns what takes the next one. */
  const parts = (lengthOf: (i: number) => number) => {
    let at = end
    for (let i = 0; i < count; i++) end += lengthOf(i)
    return (i: number) => block.subarray(at, (at += lengthOf(i)))
  }
  const byte = (at: number) => view.getUint8(at)
  const collectionOf = parts((i) => byte(collections + i))
  const didOf = parts((i) => view.getUint16(dids + 2 * i, true))
  const rkeyOf = parts((i) => byte(rkeys + i))
  const revOf = parts((i) => byte(revs + i))
  const payloadOf = parts((i) => view.getUint32(payloads + 4 * i, true))
  if (end !== block.length) throw new RangeError(`a block of ${block.length} bytes instead of ${end}`)
  const decoder = new TextDecoder()
  const text = (bytes: Uint8Array) => (bytes.length === 0 ? '' : decoder.decode(bytes))
  return Array.from({ length: count }, (_, i) => ({
    seq: Number(view.getBigUint64(seqs + 8 * i, true)),
    time: Number(view.getBigInt64(indexed + 8 * i, true) || view.getBigInt64(witnessed + 8 * i, true)),
    kind: byte(kinds + i),
    collection: text(collectionOf(i)),
    did: text(didOf(i)),
    rkey: text(rkeyOf(i)),
    rev: text(revOf(i)),
    payload: payloadOf(i),
  }))
}
