import type { Gap } from '@typefed/core/lexicon'
import type { Message } from './frame.ts'

/** Where a stream has come to: the number of its last message, or what else its messages are ordered by. */
export type Cursor = number | string

/** Knows which messages of a stream were had, so that each is handed on once. */
export class Position {
  #last: Cursor | undefined
  #isOutdated = false
  readonly #onGap: (gap: Gap) => void

  /** @param start the last message that was had before */
  constructor(start: Cursor | undefined, onGap: (gap: Gap) => void) {
    this.#last = start
    this.#onGap = onGap
  }

  /** What the next connection should go on after. */
  get last(): Cursor | undefined {
    return this.#last
  }

  /** Whether a message is new; it counts as had from now on. One without a number always is. */
  pass(message: Message): boolean {
    const at = cursorOf(message)
    if (at === undefined) {
      if (message['name'] === 'OutdatedCursor') this.#isOutdated = true
      return true
    }
    const last = this.#last
    if (last !== undefined && typeof last === typeof at && at <= last) return false
    this.#last = at
    const isGap = typeof last === 'number' && typeof at === 'number' && at > last + 1
    if (isGap) this.#onGap({ type: 'gap', after: last, next: at, outdated: this.#isOutdated })
    this.#isOutdated = false
    return true
  }
}

/** Most streams number their messages; that of chat moderation has revisions that sort. */
function cursorOf({ seq, rev }: Message): Cursor | undefined {
  if (Number.isSafeInteger(seq)) return seq as number
  return typeof rev === 'string' ? rev : undefined
}
