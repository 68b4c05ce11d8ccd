const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'

/** The time in the last TID, in microseconds since 1970. */
let last = 0

/**
 * Makes a timestamp identifier (https://atproto.com/specs/tid) that sorts after every one made before in this process,
 * even if the clock goes backwards.
 *
 * Clocks give whole milliseconds. The microseconds are random at first, as the identifier of the clock is, so that two
 * processes that write to one repository at the same time rarely make the same TID.
 */
export function createTid(): string {
  last = Math.max(Date.now() * 1000 + random(1000), last + 1)
  return encode(last, 11) + encode(random(1024), 2)
}

function random(limit: number): number {
  return Math.floor(Math.random() * limit)
}

/** Writes a number in base 32, in which strings of the same length sort as the numbers do. */
function encode(value: number, length: number): string {
  let digits = ''
  for (let rest = value; digits.length < length; rest = Math.floor(rest / 32)) {
    digits = ALPHABET.charAt(rest % 32) + digits
  }
  return digits
}
