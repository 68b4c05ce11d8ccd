import { TypefedError } from './typefed-error.ts'

/** The call needs an account, and the client has none. */
export class LoginRequiredError extends TypefedError {
  override readonly name = 'LoginRequiredError'

  /**
   * @param what the call: `com.atproto.repo.createRecord`
   * @param remedy the way to an account
   */
  constructor(what: string, remedy = 'call login() first', options?: ErrorOptions) {
    super(`${what} needs an account: ${remedy}`, options)
  }
}

export function isLoginRequiredError(error: unknown): error is LoginRequiredError {
  return error instanceof LoginRequiredError
}
