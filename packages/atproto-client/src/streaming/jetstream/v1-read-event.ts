import type { AnyOperation } from '../firehose/operations.ts'
import type { AccountChanged, IdentityChanged } from '../firehose/events.ts'
import type { JetstreamCommit, JetstreamMessage } from './v1-message.ts'

/** An event of whatever collection. */
export type AnyJetstreamEvent = AnyOperation | IdentityChanged | AccountChanged

/** The event that a message tells of; `undefined` for a kind that this client does not know. */
export function readEvent(message: JetstreamMessage): AnyJetstreamEvent | undefined {
  const { did, time_us: seq, kind, commit, identity, account } = message
  const base = { did, seq, time: new Date(seq / 1_000).toISOString() }
  if (kind === 'commit' && commit) return readOperation(base, commit)
  if (kind === 'identity') return { ...base, kind, handle: identity?.handle }
  if (kind === 'account' && account) return { ...base, kind, active: account.active, status: account.status }
  return undefined
}

function readOperation(
  base: { did: string; seq: number; time: string },
  { operation, collection, rkey, rev, cid, record }: JetstreamCommit,
): AnyOperation | undefined {
  const uri = `at://${base.did}/${collection}/${rkey}`
  const place = { ...base, kind: 'commit', collection, rkey, uri, rev } as const
  if (operation === 'delete') return { ...place, action: operation }
  const isWrite = operation === 'create' || operation === 'update'
  return isWrite && record && cid !== undefined ? { ...place, action: operation, cid, record } : undefined
}
