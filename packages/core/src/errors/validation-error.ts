import { formatPath, type Issue } from '../wire/index.ts'
import { TypefedError } from './typefed-error.ts'

/** The most characters of a message; `issues` has everything. */
const MAX_MESSAGE = 500

/** A value does not fit its description: a request before it is sent, or a server's response. */
export class ValidationError extends TypefedError {
  override readonly name = 'ValidationError'
  /** The issues with their paths, at most 100. They do not hold the values. */
  readonly issues: readonly Issue[]

  /** @param what the thing that was checked: `body of com.atproto.repo.createRecord` */
  constructor(what: string, issues: readonly Issue[]) {
    super(
      summarize(`${what} ${/^(?:parameter|option|header)s\b/.test(what) ? 'are' : 'is'} not valid: `, issues),
    )
    this.issues = issues
  }
}

/** An error with a single issue. `received` must not hold the value, which may be a secret. */
export function validationError(
  what: string,
  path: readonly (string | number)[],
  expected: string,
  received: string,
): ValidationError {
  const message = `expected ${expected}, got ${received}`
  return new ValidationError(what, [{ path: [...path], expected, received, message }])
}

export function isValidationError(error: unknown): error is ValidationError {
  return error instanceof ValidationError
}

function summarize(beginning: string, issues: readonly Issue[]): string {
  const shown = issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length ? `${formatPath(path)}: ${message}` : message))
    .join('; ')
  const rest = issues.length > 3 ? `; and ${issues.length - 3} more` : ''
  const room = MAX_MESSAGE - beginning.length - rest.length
  return beginning + (shown.length > room ? `${shown.slice(0, room - 1)}…` : shown) + rest
}
