/**
 * The formats of strings that are looked at in strict mode, one function each so that a bundle holds only those it
 * uses.
 */
import { isDatetime } from '../lexicon/formats.ts'
import { formatted, type Schema, schema } from '../wire/index.ts'
import { type BinaryBody, isFile } from '../client/files.ts'

/** Any URI with a scheme, or nothing: servers write an empty string where they have no address. */
export const uri = (): Schema<string> => formatted('a URI', isUri)
/** A moment with date, time and zone. */
export const dateTime = (): Schema<string> =>
  formatted('a date and time such as 2026-01-31T12:00:00.000Z', isDatetime)
/** A day. */
export const date = (): Schema<string> => formatted('a day such as 2026-01-31', isDate)
/** A day, or a moment. */
export const dateOrDateTime = (): Schema<string> =>
  formatted('a day, or a date and time', (text) => isDate(text) || isDatetime(text))
/** A number in decimal digits. */
export const numeric = (): Schema<string> =>
  formatted('decimal digits', (text) => /^-?\d+(?:\.\d+)?$/.test(text))

/** A language tag, or nothing. */
export const language = (): Schema<string> =>
  formatted('a language tag such as pt-BR', (text) => /^(?:[a-z]{2,8}(?:-[a-z\d]{1,8})*)?$/i.test(text))

/** A file that is sent as a part of a form. */
export function file<T = BinaryBody>(): Schema<T> {
  return schema('a file', (value, context) => isFile(value) || context.fail('a file', value))
}

function isUri(text: string): boolean {
  return text === '' || /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)
}

function isDate(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text)
}
