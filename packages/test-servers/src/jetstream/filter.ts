/** What a subscriber wants, as it says in a message. */
export interface Filter {
  readonly wantedCollections: readonly string[]
  readonly wantedDids: readonly string[]
  /** Bytes; 0: no limit. */
  readonly maxMessageSizeBytes: number
}

export const EVERYTHING: Filter = { wantedCollections: [], wantedDids: [], maxMessageSizeBytes: 0 }

/** The most that a subscriber may want. */
const MAX_COLLECTIONS = 100
const MAX_DIDS = 10_000

/** Reads `{ type: 'options_update', payload }`. Throws if it asks for what a server refuses. */
export function readUpdate(text: string): Filter {
  const { type, payload } = JSON.parse(text) as { type: unknown; payload: Partial<Filter> }
  if (type !== 'options_update') throw new Error(`unknown message type ${String(type)}`)
  const filter = { ...EVERYTHING, ...payload }
  if (filter.wantedCollections.length > MAX_COLLECTIONS) throw new Error('too many wanted collections')
  if (filter.wantedDids.length > MAX_DIDS) throw new Error('too many wanted DIDs')
  return filter
}

/** Whether an event is sent to a subscriber. Collections are no filter of what is no commit. */
export function passes(
  { wantedCollections, wantedDids, maxMessageSizeBytes }: Filter,
  event: { did: string; commit?: { collection: string } },
  bytes: number,
): boolean {
  if (maxMessageSizeBytes > 0 && bytes > maxMessageSizeBytes) return false
  if (wantedDids.length > 0 && !wantedDids.includes(event.did)) return false
  const { commit } = event
  return (
    !commit || wantedCollections.length === 0 || wantedCollections.some((pattern) => matches(pattern, commit))
  )
}

function matches(pattern: string, { collection }: { collection: string }): boolean {
  return pattern.endsWith('.*') ? collection.startsWith(pattern.slice(0, -1)) : collection === pattern
}
