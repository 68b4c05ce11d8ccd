import { validate, ValidationError } from '@typefed/core'
import type { RecordSchema } from '@typefed/core/lexicon'

/** Checks a record against its lexicon, all of it. Throws ValidationError. */
export function parseRecord<T>(schema: RecordSchema<T>, data: unknown): T {
  const issues = validate(schema, data, 'strict')
  if (issues) throw new ValidationError(`record ${schema.nsid}`, issues)
  return data as T
}
