import { notify } from '../base/notify.ts'
import { ValidationError, validationError } from '../errors/validation-error.ts'
import { type Schema, validate } from '../wire/index.ts'
import { dropBadItems } from './bad-items.ts'
import type { ClientSettings } from './options.ts'
import { hideFields, hideTokens } from './secrets.ts'

/** Checks a value that is sent, all of it. Throws ValidationError. */
export function requireValid(what: string, schema: Schema<unknown>, value: unknown): void {
  const issues = validate(schema, value, 'strict')
  if (issues) throw new ValidationError(what, issues)
}

/** Checks a server's value, and treats issues as the settings say: throws ValidationError, warns, or does not look. */
export function checkResponse(
  what: string,
  schema: Schema<unknown>,
  value: unknown,
  settings: ClientSettings,
): void {
  const { validate: mode = 'throw', strictness = 'lenient', onWarning = console.warn } = settings
  const issues = mode === 'off' ? undefined : validate(schema, value, strictness)
  if (!issues) return
  const error = new ValidationError(what, issues)
  if (mode === 'throw') throw error
  if (settings.badItems === 'drop') dropBadItems(schema, value, strictness)
  notify(onWarning, error)
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
export function parseJson(what: string, text: string, hide: (text: string) => string = String): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const received =
      text === ''
        ? 'an empty body'
        : `a body that begins with ${JSON.stringify(hideTokens(hideFields(hide(text.slice(0, 500)))).slice(0, 60))}`
    throw validationError(what, [], 'JSON', received)
  }
}
