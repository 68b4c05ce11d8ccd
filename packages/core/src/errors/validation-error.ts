import { formatPath, type Issue } from '../wire/index.ts'
import { TypefedError } from './typefed-error.ts'

/** A value does not fit its description: ours before it is sent, or a server's answer. */
export class ValidationError extends TypefedError {
  override readonly name = 'ValidationError'
  /** What is wrong, and where; at most 100 issues. They do not hold the values. */
  readonly issues: readonly Issue[]

  /** @param what the thing that was checked: `input of com.atproto.repo.createRecord` */
  constructor(what: string, issues: readonly Issue[]) {
    super(`${what} is not valid: ${summarize(issues)}`)
    this.issues = issues
  }
}

/** The error of one thing that is wrong. `received` must not hold the value, which may be a secret. */
export function misfit(
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

function summarize(issues: readonly Issue[]): string {
  const shown = issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length ? `${formatPath(path)}: ${message}` : message))
  const rest = issues.length - shown.length
  return shown.join('; ') + (rest > 0 ? `; and ${rest} more` : '')
}
