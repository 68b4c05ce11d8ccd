import { notify } from '../base/notify.ts'
import { ValidationError, validationError } from '../errors/validation-error.ts'
import { type Issue, type Schema, validate } from '../wire/index.ts'
import { dropBadItems } from './bad-items.ts'
import type { ClientSettings } from './options.ts'
import { hideFields, hideTokens, isSecretField } from './secrets.ts'

/** Checks a value that is sent, all of it. Throws ValidationError. */
export function requireValid(what: string, schema: Schema<unknown>, value: unknown): void {
  const issues = validate(schema, value, 'strict')
  if (issues) throw new ValidationError(what, issues.map(withoutSecret))
}

/** A number or a keyword is shown, unless the name of its field tells that it is a secret. */
function withoutSecret(issue: Issue): Issue {
  if (!isSecretField(String(issue.path.at(-1)))) return issue
  const received = issue.received.replace(/^the (number|string) .*/, 'a $1')
  return { ...issue, received, message: `expected ${issue.expected}, got ${received}` }
}

/**
 * Checks a server's value, and treats issues as the settings say: throws ValidationError, warns, or does not look.
 * Returns whether none were found.
 *
 * @param beginning the beginning of its text, for an error
 */
export function checkResponse(
  what: string | (() => string),
  schema: Schema<unknown>,
  value: unknown,
  settings: ClientSettings,
  beginning?: () => string,
): boolean {
  const { validate: mode = 'throw', strictness = 'lenient', onWarning = console.warn } = settings
  const issues = mode === 'off' ? undefined : validate(schema, value, strictness)
  if (!issues) return true
  // Where the whole is not what it should be, its beginning tells what it is.
  const isOther = beginning && (issues.some(({ path }) => path.length < 2) || issues.every(isAtItem))
  const error = new ValidationError(
    isOther ? `${nameOf(what)}, which begins with ${beginning()},` : nameOf(what),
    issues,
  )
  if (mode === 'throw') throw error
  if (settings.badItems === 'drop') dropBadItems(schema, value, strictness)
  notify(onWarning, error)
  return false
}

/** Checks a response leniently, without any request. Throws ValidationError. */
export function parseOutput(
  name: string,
  output: Schema<unknown> | string | undefined,
  data: unknown,
): unknown {
  if (typeof output === 'object') checkResponse(`response of ${name}`, output, data, {})
  return data
}

/**
 * Reads a body that should be JSON. Throws ValidationError.
 *
 * @param hide takes secrets out of the beginning of the body, which the error repeats
 */
export function parseJson(
  what: string | (() => string),
  text: string,
  hide: (text: string) => string = String,
): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const received = text === '' ? 'an empty body' : `a body that begins with ${beginningOf(text, hide)}`
    throw validationError(nameOf(what), [], 'JSON', received)
  }
}

/** The name of a checked value, which is only put together for an error. */
function nameOf(what: string | (() => string)): string {
  return typeof what === 'string' ? what : what()
}

/** The beginning of a body in quotes, without secrets. */
export function beginningOf(text: string, hide: (text: string) => string): string {
  return JSON.stringify(hideTokens(hideFields(hide(text.slice(0, 500)))).slice(0, 60))
}

/** Whether an issue is with a field of an item of the list that the whole is. */
function isAtItem({ path }: Issue): boolean {
  return path.length === 2 && typeof path[0] === 'number'
}
