import { TypefedError } from '@typefed/core'

/** A commit does not hold: it is not signed with the account's key, or its operations are not what was signed. */
export class VerificationError extends TypefedError {
  override readonly name = 'VerificationError'
  /** The account whose repository the commit is said to be of. */
  readonly did: string
  /** The number of the commit in the stream. */
  readonly seq: number

  constructor(commit: { repo: string; seq: number }, why: string, options?: ErrorOptions) {
    super(`commit ${commit.seq} of ${commit.repo}: ${why}`, options)
    this.did = commit.repo
    this.seq = commit.seq
  }
}

export function isVerificationError(error: unknown): error is VerificationError {
  return error instanceof VerificationError
}
