import { NetworkError } from './network-error.ts'

/** The call took longer than its `timeout`. */
export class TimeoutError extends NetworkError {
  override readonly name = 'TimeoutError'
  /** The time that was allowed, in milliseconds. */
  readonly timeout: number

  constructor(what: string, timeout: number) {
    super(`${what}: no complete answer within ${timeout} ms`)
    this.timeout = timeout
  }
}

export function isTimeoutError(error: unknown): error is TimeoutError {
  return error instanceof TimeoutError
}
