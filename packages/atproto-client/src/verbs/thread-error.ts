import { TypefedError } from '@typefed/core'
import type { StrongRef } from './subjects.ts'

/** How far a thread came. */
export interface ThreadProgress {
  /** The posts that were written, in order. */
  readonly written: readonly StrongRef[]
  /** The key of the next post. It may have been written, if its answer was lost on the way. */
  readonly rkey?: string | undefined
}

/** A thread was not written to its end. `progress` tells how far, and is what `sendThread` takes to go on. */
export class ThreadError extends TypefedError {
  override readonly name = 'ThreadError'
  readonly progress: ThreadProgress

  constructor(progress: ThreadProgress, count: number, cause: unknown) {
    const { length } = progress.written
    super(`sendThread: ${length} of ${count} posts written, then: ${reasonOf(cause)}`, { cause })
    this.progress = progress
  }
}

export function isThreadError(error: unknown): error is ThreadError {
  return error instanceof ThreadError
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'an unknown reason'
}
