import { TypefedError } from './typefed-error.ts'

/** The call needs a session, and the client has none. Thrown before any request. */
export class LoginRequiredError extends TypefedError {
  override readonly name = 'LoginRequiredError'

  constructor(what: string) {
    super(`${what} needs a session: call login() first`)
  }
}

export function isLoginRequiredError(error: unknown): error is LoginRequiredError {
  return error instanceof LoginRequiredError
}
