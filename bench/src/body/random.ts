const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const SORTABLE = '234567abcdefghijklmnopqrstuvwxyz'

/** Numbers that look random and are the same at every run: mulberry32. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed * 0x9e3779b1
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  did(): string {
    return `did:plc:${this.#letters(BASE32, 24)}`
  }

  /** A record's key: a timestamp identifier. */
  tid(): string {
    return `3${this.#letters(SORTABLE, 12)}`
  }

  /** A version 1 CID with a SHA-256 hash. */
  cid(codec: 'dag-cbor' | 'raw'): string {
    const hash = Array.from({ length: 32 }, () => this.below(256))
    return `b${base32([1, codec === 'raw' ? 0x55 : 0x71, 0x12, 0x20, ...hash])}`
  }

  datetime(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.below(250 * 86_400_000)).toISOString()
  }

  #letters(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('')
  }
}

function base32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}
