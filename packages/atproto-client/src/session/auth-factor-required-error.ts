import { type ResponseError, UnauthorizedError } from '@typefed/core'

/** The account asks for a second factor: a code was sent by e-mail, and `login` wants it as `authFactorToken`. */
export class AuthFactorRequiredError extends UnauthorizedError {
  override readonly name = 'AuthFactorRequiredError'

  constructor(answer: ResponseError) {
    super('login({ authFactorToken })', answer)
  }
}

export function isAuthFactorRequiredError(error: unknown): error is AuthFactorRequiredError {
  return error instanceof AuthFactorRequiredError
}
