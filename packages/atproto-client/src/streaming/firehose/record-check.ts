import { type ClientSettings, ValidationError } from '@typefed/core'
import { notify, validate, validationError } from '@typefed/core/internal'
import { records } from '../../generated/records.ts'

/** What is done with records that do not fit their lexicons. */
export type RecordCheckSettings = Pick<
  ClientSettings,
  'validate' | 'strictness' | 'badItems' | 'onWarning'
> & {
  onError?: ((error: Error) => void) | undefined
}

/** Whether a record is handed on; one that does not fit its lexicon is told of. */
export type RecordCheck = (uri: string, collection: string, record: unknown) => boolean

/**
 * Checks records by the lexicons of their collections; others pass. Anybody may write anything, so in mode `throw` a bad
 * record does not end a stream that many write to: it is told to `onError`, and dropped.
 */
export function recordCheck(settings: RecordCheckSettings): RecordCheck {
  const { validate: mode = 'throw', strictness = 'lenient', badItems = 'keep' } = settings
  if (mode === 'off') return () => true
  const report = mode === 'throw' ? settings.onError : settings.onWarning
  return (uri, collection, record) => {
    const schema = records.get(collection)
    const issues = schema && validate(schema, record, strictness)
    if (!issues) return true
    notify(report ?? console.warn, new ValidationError(`record ${uri}`, issues))
    return mode === 'warn' && badItems === 'keep'
  }
}

/**
 * Warns of names that no record will ever come of: they are in a namespace of this client's lexicons (`app.bsky`), none
 * of which has them. Other namespaces are other people's.
 */
export function warnOfMisspelled(collections: readonly string[] = [], settings: RecordCheckSettings): void {
  const namespaceOf = (name: string) => name.split('.', 2).join('.')
  const namespaces = new Set(Array.from(records.keys(), namespaceOf))
  for (const [index, name] of collections.entries()) {
    if (records.has(name) || name.endsWith('*') || !namespaces.has(namespaceOf(name))) continue
    const expected = `a collection of ${namespaceOf(name)}, or a pattern such as ${namespaceOf(name)}.*`
    const error = validationError('stream', ['collections', index], expected, JSON.stringify(name))
    notify(settings.onWarning ?? console.warn, error)
  }
}
