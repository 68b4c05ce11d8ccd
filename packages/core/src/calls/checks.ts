import { misfit, ValidationError } from '../errors/validation-error.ts'
import { type Schema, validate } from '../wire/index.ts'
import { dropBadItems } from './bad-items.ts'
import type { CallSettings } from './settings.ts'
import { tell } from './tell.ts'

/** Checks what is to be sent, all of it. Throws ValidationError. */
export function requireValid(what: string, schema: Schema<unknown>, value: unknown): void {
  const issues = validate(schema, value, 'strict')
  if (issues) throw new ValidationError(what, issues)
}

/** Does with what a server sent as the settings say: throw ValidationError, warn, or not look. */
export function checkAnswer(
  what: string,
  schema: Schema<unknown>,
  value: unknown,
  settings: CallSettings,
): void {
  const { validate: mode = 'throw', strictness = 'lenient', onWarning = console.warn } = settings
  const issues = mode === 'off' ? undefined : validate(schema, value, strictness)
  if (!issues) return
  const error = new ValidationError(what, issues)
  if (mode === 'throw') throw error
  if (settings.badItems === 'drop') dropBadItems(schema, value, strictness, issues)
  tell(onWarning, error)
}

/** Reads the text of an answer that should be JSON. Throws ValidationError. */
export function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const kind = text === '' ? 'an empty body' : 'a body that is not JSON'
    throw misfit(what, [], 'JSON', kind)
  }
}
