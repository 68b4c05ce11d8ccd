import { readFileSync } from 'node:fs'
import { fromTable, type FactTable, keysBySchema } from './table.ts'
import type { OperationFacts } from './types.ts'

/** The release whose responses {@link loadFacts} knows. */
export const FACTS_VERSION = '4.6.5'

/** The first release of its series. */
export const FACTS_SINCE = '4.6.0'

let loaded: ReadonlyMap<string, OperationFacts> | undefined
let keys: ReadonlyMap<string, ReadonlySet<string>> | undefined

/** Facts of a real Mastodon by operation, made by `scripts/server-facts`; read once. */
export function loadFacts(): ReadonlyMap<string, OperationFacts> {
  if (loaded) return loaded
  const file = new URL(`mastodon-${FACTS_VERSION}.json`, import.meta.url)
  const table: FactTable = JSON.parse(readFileSync(file, 'utf8'))
  return (loaded = fromTable(table))
}

/** The keys that the real server was seen to send for a schema; undefined: it sent none of that schema. */
export function seenKeys(schema: string): ReadonlySet<string> | undefined {
  keys ??= keysBySchema(loadFacts().values())
  return keys.get(schema)
}
