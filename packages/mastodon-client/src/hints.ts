import { isNotFoundError } from '@typefed/core'
import { addHint, appendHint, type CallArgs, COMMON_MISTAKES } from '@typefed/core/internal'

/** Adds the remedy of a common mistake to an error. */
export function hint(error: unknown, { path = {}, params, body }: CallArgs): void {
  addHint(error, params, COMMON_MISTAKES)
  addHint(error, body, COMMON_MISTAKES)
  if (!isNotFoundError(error)) return
  const values = Object.values(path)
  if (values.some((value) => /^@?[\w.-]+@[\w.-]+$/.test(value) || value.startsWith('@'))) {
    appendHint(
      error,
      'An id is wanted here, not a handle: api.v1.accounts.lookup finds the account of a handle.',
    )
  } else if (values.some((value) => value.startsWith('#')))
    appendHint(error, 'A tag is written without its #.')
}
