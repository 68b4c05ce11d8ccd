import { isNotFoundError } from '@typefed/core'
import { addHint, appendHint, type CallArgs, COMMON_MISTAKES } from '@typefed/core/internal'

/** Adds the remedy of a common mistake to an error. */
export function hint(error: unknown, { path = {}, params, body }: CallArgs): void {
  addHint(error, params, COMMON_MISTAKES)
  addHint(error, body, COMMON_MISTAKES)
  if (!isNotFoundError(error)) return
  if (Object.values(path).some((value) => /^@|^[\w.-]+@[\w.-]+$/.test(value))) {
    appendHint(
      error,
      'An id is wanted here, not a handle: api.v1.accounts.lookup finds the account of a handle.',
    )
  }
}
