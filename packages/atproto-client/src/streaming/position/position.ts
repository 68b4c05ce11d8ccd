import { notify, wait } from '@typefed/core/internal'
import type { PositionStatus } from '@typefed/core/lexicon'
import { type Cursor, distanceBetween, isPlausible, MICROSECONDS, type Scale, SEQUENCE } from './scale.ts'

/** What a position is of. */
export interface PositionOptions<M> {
  /** The last number that was dealt with before. */
  readonly start: Cursor | undefined
  /** What the numbers count. Default: messages. */
  readonly scale?: Scale
  /** Identifies a message among those of one number. Default: each number is of one message. */
  readonly identify?: (message: M) => string
  /** Reports numbers that are not the next. What it throws is thrown by `take`. */
  readonly onStatus?: ((status: PositionStatus) => void) | undefined
}

/** How many greater numbers have to come after one that is far ahead. */
const CONFIRMATIONS = 2

/** How many messages of one number are remembered. */
const MAX_SHARED = 10_000

/** Milliseconds between looks at whether all was taken, at first and at most. */
const LOOK_AGAIN = { first: 10, most: 250 }

/** Knows which messages of a stream were had, and where to go on: see the README of this room. */
export class Position<M> {
  /** Whether a frame is being dealt with. Set by the loop over the frames. */
  isBusy = false
  readonly #options: PositionOptions<M>
  #last: Cursor | undefined
  /** Nothing has confirmed the first number yet. */
  #isTentative = false
  /** The messages of the last number. */
  #shared: M[] = []
  /** Where the position was before a reset, until the numbers go on from there or here. */
  #left: Cursor | undefined
  /** Numbers that are far ahead, rising. */
  #pending: Cursor[] = []
  /** A connection is new: what was had may come again. */
  #isResuming = false
  /** The last repeat of this connection. */
  #repeated: Cursor | undefined
  #isRepeatReported = false
  #isOutdated = false

  constructor(options: PositionOptions<M>) {
    this.#options = options
    this.#last = options.start
  }

  /** What the next connection should go on after. */
  get last(): Cursor | undefined {
    return this.#last
  }

  /** What may be kept for the next start: `undefined` before a number was confirmed. */
  get kept(): number | undefined {
    return this.#isTentative || typeof this.#last !== 'number' ? undefined : this.#last
  }

  /** Begins a new connection, once all of the last one was taken; returns what it should go on after. */
  async connect(): Promise<Cursor | undefined> {
    // A frame may be on its way from the socket to the loop.
    let ms = 0
    while (this.#last !== undefined && (ms === 0 || this.isBusy)) {
      await wait(ms)
      ms = Math.min(ms + LOOK_AGAIN.first, LOOK_AGAIN.most)
    }
    this.#isResuming = this.#last !== undefined
    this.#repeated = undefined
    this.#isRepeatReported = false
    this.#left = undefined
    this.#pending = []
    return this.#last
  }

  /** Notes that the server does not have all that came since the position. */
  markOutdated(): void {
    this.#isOutdated = true
  }

  /**
   * Whether a message is handed on: always, unless it is a repeat.
   *
   * @param at its number; absent for a message without one
   * @param isUnderstood whether its kind is known and it fits its lexicon: others do not move the position
   */
  take(message: M, at: Cursor | undefined, isUnderstood: boolean): boolean {
    if (at === undefined) return true
    if (this.#isRepeat(message, at)) {
      if (!this.#isRepeatReported) this.#report('repeat', this.#last as Cursor, at)
      this.#isRepeatReported = true
      if (isUnderstood) this.#repeated = at
      return false
    }
    if (isUnderstood) this.#move(message, at)
    return true
  }

  #isRepeat(message: M, at: Cursor): boolean {
    if (!this.#isResuming || this.#last === undefined) return false
    const behind = distanceBetween(at, this.#last)
    const { distance, behind: most = distance } = this.#scale(at)
    if (behind < 0 || behind > most) return false
    // A step down is none.
    if (this.#repeated !== undefined && distanceBetween(this.#repeated, at) < 0) return false
    const { identify } = this.#options
    if (behind > 0 || !identify) return true
    const id = identify(message)
    return this.#shared.some((other) => identify(other) === id)
  }

  #move(message: M, at: Cursor): void {
    const last = this.#last
    const scale = this.#scale(at)
    // The cursor 0 asks for all that there is, wherever that begins.
    if (last === undefined || last === 0) {
      if (last === 0) this.#reportGap(last, at)
      this.#isTentative = true
      this.#settle(message, at)
      return
    }
    const step = distanceBetween(last, at)
    if (step === 0) {
      this.#pending = []
      if (this.#shared.push(message) > MAX_SHARED) this.#shared.shift()
      return
    }
    const sinceLeft = this.#left === undefined ? -1 : distanceBetween(this.#left, at)
    if (sinceLeft >= 0 && sinceLeft <= scale.distance) this.#advance(this.#left as Cursor, at, message)
    else if (step < 0) {
      this.#report('reset', last, at)
      this.#isTentative = false
      this.#settle(message, at)
      this.#left = last
    } else if (isPlausible(last, at, scale)) this.#advance(last, at, message)
    else this.#jump(last, at, message, scale)
  }

  /** Goes on to a number that is plausible. */
  #advance(from: Cursor, at: Cursor, message: M): void {
    this.#reportGap(from, at)
    this.#isTentative = false
    this.#settle(message, at)
  }

  /** Notes a number that is far ahead, and goes on to the first of them once there are enough. */
  #jump(last: Cursor, at: Cursor, message: M, scale: Scale): void {
    const top = this.#pending.at(-1)
    const step = top === undefined ? -1 : distanceBetween(top, at)
    if (step < 0) this.#pending = []
    if (step < 0 || step > scale.distance) this.#report('jump', step < 0 ? last : (top as Cursor), at)
    if (step !== 0) this.#pending.push(at)
    if (this.#pending.length <= CONFIRMATIONS) return
    let settled = this.#pending[0] as Cursor
    for (const next of this.#pending) if (isPlausible(settled, next, scale)) settled = next
    const rest = this.#pending.filter((next) => distanceBetween(settled, next) > 0)
    this.#isTentative = false
    this.#settle(message, settled)
    if (settled !== at) this.#shared = []
    this.#pending = rest
  }

  #settle(message: M, at: Cursor): void {
    this.#last = at
    this.#shared = [message]
    this.#pending = []
    this.#left = undefined
    this.#isResuming = false
  }

  #scale(at: Cursor): Scale {
    return typeof at === 'string' ? MICROSECONDS : (this.#options.scale ?? SEQUENCE)
  }

  #reportGap(after: Cursor, next: Cursor): void {
    const { now, isSparse } = this.#scale(next)
    const isCounted = typeof next === 'number' && !now && (!isSparse || this.#isOutdated)
    if (isCounted && distanceBetween(after, next) > 1) this.#report('gap', after, next)
    this.#isOutdated = false
  }

  #report(type: PositionStatus['type'], after: Cursor, next: Cursor): void {
    const outdated = this.#isOutdated
    const status = type === 'gap' || type === 'jump' ? { type, after, next, outdated } : { type, after, next }
    this.#isOutdated = false
    notify(this.#options.onStatus, status as PositionStatus)
  }
}
