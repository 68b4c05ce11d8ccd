/** Where a stream has come to: the number of its last message, or what else its messages are ordered by. */
export type Cursor = number | string

/** What the numbers of a stream count. */
export interface Scale {
  /** How far a number may be from the last one to be plausible, or below it to be a repeat. */
  readonly distance: number
  /** How far below the last one a number may be to be a repeat. Default: `distance`. */
  readonly behind?: number
  /** The present, where numbers are times: those before it are plausible. */
  readonly now?: () => number
  /** Numbers are left out as a rule, which is no gap. */
  readonly isSparse?: true
}

/** Numbers that count messages, with gaps. */
export const SEQUENCE: Scale = { distance: 1_000 }

/** Numbers of a stream that a server has filtered: a rare event may be the first for days. */
export const SPARSE: Scale = { distance: 1e9, behind: 1_000, isSparse: true }

/** Microseconds since 1970: within a minute. */
export const MICROSECONDS: Scale = { distance: 60_000_000, now: () => Date.now() * 1_000 }

/** How far one cursor is ahead of another; negative where it is behind, infinitely where they do not compare. */
export function distanceBetween(from: Cursor, to: Cursor): number {
  if (typeof from === 'number' && typeof to === 'number') return to - from
  if (typeof from !== typeof to) return -Infinity
  if (from === to) return 0
  return toMicroseconds(to) - toMicroseconds(from) || (to > from ? 1 : -1)
}

/** Whether a number is not so far ahead that it has to be confirmed. */
export function isPlausible(from: Cursor, to: Cursor, { distance, now }: Scale): boolean {
  if (distanceBetween(from, to) <= distance) return true
  return now !== undefined && (typeof to === 'number' ? to : toMicroseconds(to)) <= now() + distance
}

const TID = /^[2-7a-j][2-7a-z]{12}$/
const TID_DIGITS = '234567abcdefghijklmnopqrstuvwxyz'

/** Digits of a TID that hold its time; the others identify a clock. */
const TIME_DIGITS = 11

/** The time of a TID, https://atproto.com/specs/tid; 0 for another string, which has none. */
function toMicroseconds(tid: Cursor): number {
  if (typeof tid !== 'string' || !TID.test(tid)) return 0
  let time = 0
  for (const digit of tid.slice(0, TIME_DIGITS)) time = time * 32 + TID_DIGITS.indexOf(digit)
  return time
}
