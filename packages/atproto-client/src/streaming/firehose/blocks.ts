import { fromUint8Array } from '@atcute/car'
import { decode, fromBytes } from '@atcute/cbor'
import type { Bytes, CidLink } from '@typefed/core/lexicon'

/** The blocks of a commit, by their links. */
export class Blocks {
  readonly #byDigest = new Map<number, Block>()

  /** Throws if the bytes are no CAR file. */
  constructor(car: Bytes) {
    for (const { cid, bytes } of fromUint8Array(fromBytes(car) as Uint8Array<ArrayBuffer>)) {
      this.#byDigest.set(shortDigest(cid.bytes), { cid: cid.bytes, bytes })
    }
  }

  /** What a link leads to, decoded; `undefined` if it is not there. Throws if it is no DAG-CBOR. */
  read(link: CidLink): unknown {
    const cid = (link as Partial<{ bytes: Uint8Array }>).bytes
    const block = cid && this.#byDigest.get(shortDigest(cid))
    return block && isSame(block.cid, cid) ? decode(block.bytes) : undefined
  }
}

interface Block {
  readonly cid: Uint8Array
  readonly bytes: Uint8Array
}

/** Bytes of a CID before its digest: version, codec, hash and length. */
const PREFIX = 4

/** The first six bytes of the digest as a number: spelling every CID as a text would cost more than all the rest. */
function shortDigest(cid: Uint8Array): number {
  const byte = (i: number) => cid[PREFIX + i] ?? 0
  return ((byte(0) << 16) | (byte(1) << 8) | byte(2)) * 2 ** 24 + ((byte(3) << 16) | (byte(4) << 8) | byte(5))
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
