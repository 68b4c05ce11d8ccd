import { Random as Base } from '../../body/random.ts'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const SORTABLE = '234567abcdefghijklmnopqrstuvwxyz'

/** With what the AT Protocol writes identifiers in. */
export class Random extends Base {
  did(): string {
    return `did:plc:${this.letters(BASE32, 24)}`
  }

  /** A record's key: a timestamp identifier. */
  tid(): string {
    return `3${this.letters(SORTABLE, 12)}`
  }

  /** A version 1 CID with a SHA-256 hash. */
  cid(codec: 'dag-cbor' | 'raw'): string {
    const hash = Array.from({ length: 32 }, () => this.below(256))
    return `b${base32([1, codec === 'raw' ? 0x55 : 0x71, 0x12, 0x20, ...hash])}`
  }
}

function base32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}
