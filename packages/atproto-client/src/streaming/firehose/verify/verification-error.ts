import { TypefedError } from '@typefed/core'

/**
 * What is wrong with a commit:
 * - `invalid`: it contradicts itself or is not signed with the account's key. Nothing of it is handed on.
 * - `replayed`: its revision is not newer than the last one. Nothing of it is handed on.
 * - `gap`: it holds, but does not follow the last one. A `sync` event comes before its operations.
 * - `unproven`: it may be right, but lacks what would prove it: blocks, the tree before, or a key. A `sync` event comes
 *   instead of what is not proven.
 */
export type VerificationFault = 'invalid' | 'replayed' | 'gap' | 'unproven'

/** A commit does not hold, or cannot be shown to. */
export class VerificationError extends TypefedError {
  override readonly name = 'VerificationError'
  readonly fault: VerificationFault
  /** The account whose repository the commit is said to be of. */
  readonly did: string
  /** The number of the commit in the stream. */
  readonly seq: number

  constructor(
    { did, seq }: { did: string; seq: number },
    fault: VerificationFault,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`commit ${seq} of ${did}: ${reason}`, options)
    this.fault = fault
    this.did = did
    this.seq = seq
  }
}

export function isVerificationError(error: unknown): error is VerificationError {
  return error instanceof VerificationError
}
