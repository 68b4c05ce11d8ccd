import { validationError } from '@typefed/core/internal'
import type { RecordSchema } from '@typefed/core/lexicon'
import { parseRecord } from './parse-record.ts'

/**
 * The record with its `$type`.
 *
 * Throws ValidationError if it does not fit its lexicon, unless `validate` is false; the wrong `$type` is refused
 * always, for no server would take it.
 */
export function recordToSend<T extends object>(
  schema: RecordSchema<T>,
  record: T,
  validate?: boolean,
): T & { $type: string } {
  const { $type = schema.nsid } = record as { $type?: string }
  const typed = { ...record, $type }
  if (validate !== false) parseRecord(schema, typed)
  if ($type !== schema.nsid) throw validationError(`record ${schema.nsid}`, ['$type'], schema.nsid, 'another')
  return typed
}
