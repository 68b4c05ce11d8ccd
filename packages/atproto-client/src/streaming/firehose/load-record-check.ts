import type { RecordCheck, RecordCheckSettings } from './record-check.ts'

/**
 * Loads the lexicons of all records, which are not small, where they are needed: to check records, and the names of
 * collections, of which misspelled ones are warned of.
 */
export async function loadRecordCheck(
  settings: RecordCheckSettings & { collections?: readonly string[] },
): Promise<RecordCheck> {
  const { validate, collections } = settings
  if (validate === 'off' && !collections) return () => true
  const { recordCheck, warnOfMisspelled } = await import('./record-check.ts')
  warnOfMisspelled(collections, settings)
  return recordCheck(settings)
}
