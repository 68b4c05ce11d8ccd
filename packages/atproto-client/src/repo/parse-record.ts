import { requireValid } from '@typefed/core/internal'
import type { RecordSchema } from '@typefed/core/lexicon'

/** Checks a record against its lexicon, all of it. Throws ValidationError. */
export function parseRecord<T>(schema: RecordSchema<T>, data: unknown): T {
  requireValid(`record ${schema.nsid}`, schema, data)
  return data as T
}
