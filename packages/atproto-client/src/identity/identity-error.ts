import { TypefedError } from '@typefed/core'

/** A handle or DID leads to no account, or the account's document names no server. `cause` says which. */
export class IdentityError extends TypefedError {
  override readonly name = 'IdentityError'
}

export function isIdentityError(error: unknown): error is IdentityError {
  return error instanceof IdentityError
}
