import { relayMessage, type StoredEvent, timeOf } from './event.ts'

const NSID = 'network.bsky.jetstream.subscribeEvents'

/** The text of a message, in its envelope. */
export function messageOf(event: StoredEvent): string {
  const { seq, did, kind } = event
  const base = { $type: `${NSID}#${kind}`, seq, did, time: timeOf(event) }
  if (kind !== 'commit') {
    // Bytes come without padding.
    const blocks = kind === 'sync' && { blocks: { $bytes: 'AQI' } }
    return envelope({ ...base, [kind]: { ...relayMessage(event), ...blocks } })
  }
  const { rev, operation, collection, rkey, record, cid } = event
  return envelope({ ...base, rev, operation, collection, rkey, record, cid })
}

export function infoOf(message: string): string {
  return envelope({ $type: `${NSID}#info`, name: 'OutdatedCursor', message })
}

function envelope(payload: object): string {
  return JSON.stringify({ $type: 'message', payload })
}

/** The same event as the first version of the service writes it; it has no `sync` events. */
export function legacyMessageOf(event: StoredEvent): string | undefined {
  const { did, kind, witnessedAt, seq } = event
  if (kind === 'sync' || (kind === 'commit' && event.isResync)) return undefined
  const base = { did, time_us: witnessedAt, kind, cursor: seq }
  if (kind !== 'commit') return JSON.stringify({ ...base, [kind]: relayMessage(event) })
  const { rev, operation, collection, rkey, record, cid } = event
  return JSON.stringify({ ...base, commit: { rev, operation, collection, rkey, record, cid } })
}
