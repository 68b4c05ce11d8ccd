import { TypefedError } from './typefed-error.ts'

/** A stream ended for a reason that a new connection does not mend. */
export class StreamError extends TypefedError {
  override readonly name = 'StreamError'
  /** The name of the error that the server sent, if it sent one: `FutureCursor`. */
  readonly error: string | undefined

  constructor(message: string, options?: ErrorOptions & { error?: string }) {
    super(message, options)
    this.error = options?.error
  }
}

export function isStreamError(error: unknown): error is StreamError {
  return error instanceof StreamError
}
