import { TypefedError } from './typefed-error.ts'

/** No answer came, or it broke off: no connection, a reset, a name that does not resolve. `cause` says which. */
export class NetworkError extends TypefedError {
  override readonly name: string = 'NetworkError'
}

export function isNetworkError(error: unknown): error is NetworkError {
  return error instanceof NetworkError
}
