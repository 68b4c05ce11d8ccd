import { validationError, type ValidationError } from '../errors/validation-error.ts'
import { orAbort } from '../base/or-abort.ts'
import { findFile, isBytes, isNativeFile, readSources } from './files.ts'

type Scalar = string | Blob
type Entry = [name: string, value: Scalar]

/**
 * Writes a body as a form if it holds a file, which only a form can carry. Streams are read to their ends first.
 *
 * Rejects with the signal's reason if it is aborted meanwhile.
 *
 * @param always as a form in any case
 */
export async function toForm(
  body: object,
  always: boolean,
  signal?: AbortSignal,
): Promise<FormData | undefined> {
  return always || findFile(body) ? encodeForm(await orAbort(readSources(body), signal)) : undefined
}

/**
 * Writes a body as a form, nested as Rails reads it. Blobs, Files and bytes become parts. What is `undefined` is left
 * out; `null` is an empty text, which clears a field, and an empty list is one with an empty text.
 *
 * Throws ValidationError for what a form cannot hold: a stream, a list of lists, or one of objects that do not share a
 * simple field, by which Rails tells where the next one begins; and for a file by its place, where forms do not read
 * such.
 */
export function encodeForm(body: object): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body)) {
    for (const entry of entriesOf(name, value)) form.append(...entry)
  }
  return form
}

function* entriesOf(name: string, value: unknown): Generator<Entry, void> {
  const simple = value === null ? '' : scalarOf(value)
  if (simple !== undefined) yield [name, simple]
  else if (isNativeFile(value)) throw unfit(name, 'a file that can be read here', 'the place of one')
  else if (value instanceof ReadableStream) throw unfit(name, 'a Blob, a File or bytes', 'a stream')
  else if (Array.isArray(value)) {
    if (value.length === 0) yield [`${name}[]`, '']
    const key = value.some(isNested) ? separatingKey(name, value) : undefined
    for (const item of value) {
      if (key === undefined) yield* entriesOf(`${name}[]`, item)
      else yield* entriesOf(`${name}[]`, { [key]: (item as Fields)[key], ...(item as Fields) })
    }
  } else if (isNested(value)) {
    for (const [key, item] of Object.entries(value)) yield* entriesOf(`${name}[${key}]`, item)
  }
}

type Fields = Record<string, unknown>

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null && scalarOf(value) === undefined
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Blob) return value
  if (isNativeFile(value) && globalThis.navigator?.product === 'ReactNative') return value as unknown as Blob
  return isBytes(value) ? new Blob([value as BufferSource]) : undefined
}

/** A field that all items have: written first, it tells Rails where the next item begins. */
function separatingKey(name: string, items: readonly unknown[]): string {
  const [first] = items
  const key = items.every((item) => isNested(item) && !Array.isArray(item))
    ? Object.keys(first as Fields).find((key) =>
        items.every((item) => scalarOf((item as Fields)[key]) !== undefined),
      )
    : undefined
  if (key !== undefined) return key
  throw unfit(name, 'a list of simple values, or of objects with a field in common', 'another list')
}

function unfit(name: string, expected: string, received: string): ValidationError {
  return validationError('form', [name], expected, received)
}
