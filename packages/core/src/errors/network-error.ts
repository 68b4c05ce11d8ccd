import { type CallFacts, factsText } from './call-facts.ts'
import { TypefedError } from './typefed-error.ts'

/** No response came, or it broke off: no connection, a reset, a host that does not resolve. `cause` has the reason. */
export class NetworkError extends TypefedError implements CallFacts {
  override readonly name: string = 'NetworkError'
  readonly attempts: number
  readonly mayHaveHappened: boolean

  constructor(
    message: string,
    { attempts = 1, mayHaveHappened = false, ...options }: ErrorOptions & Partial<CallFacts> = {},
  ) {
    super(message + factsText({ attempts, mayHaveHappened }), options)
    this.attempts = attempts
    this.mayHaveHappened = mayHaveHappened
  }
}

export function isNetworkError(error: unknown): error is NetworkError {
  return error instanceof NetworkError
}
