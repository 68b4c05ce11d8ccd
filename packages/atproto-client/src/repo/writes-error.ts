import { TypefedError } from '@typefed/core'

/** What came of one write. */
export interface WriteResult {
  /** `at://<did>/<collection>/<key>`, of a deleted record too. */
  uri: string
  /** The hash of what was written. Absent for a deleted record. */
  cid?: string
  validationStatus?: 'valid' | 'unknown' | (string & {})
}

/**
 * Some of many writes failed. What was done before stays done; `cause` is what happened then: a ResponseError, a
 * NetworkError, or the reason of the signal.
 */
export class WritesError extends TypefedError {
  override readonly name = 'WritesError'
  /** How many writes the server has confirmed, from the first on: where `apply` may go on with `from`. */
  readonly done: number
  /** What came of the writes of this call that were confirmed. */
  readonly results: readonly WriteResult[]

  constructor(done: number, total: number, results: readonly WriteResult[], cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : ''
    super(`${done} of ${total} writes are done, the next batch failed${reason}`, { cause })
    this.done = done
    this.results = results
  }
}

export function isWritesError(error: unknown): error is WritesError {
  return error instanceof WritesError
}
