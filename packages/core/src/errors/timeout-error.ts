import type { CallFacts } from './call-facts.ts'
import { NetworkError } from './network-error.ts'

/** The call took longer than its `timeout`. */
export class TimeoutError extends NetworkError {
  override readonly name = 'TimeoutError'
  /** The time that was allowed, in milliseconds. */
  readonly timeout: number

  /** @param what the call: `com.atproto.repo.createRecord` */
  constructor(what: string, timeout: number, facts?: CallFacts) {
    super(`${what}: no complete response within ${timeout} ms`, facts)
    this.timeout = timeout
  }
}

export function isTimeoutError(error: unknown): error is TimeoutError {
  return error instanceof TimeoutError
}
