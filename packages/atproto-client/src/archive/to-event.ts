import { decode } from '@atcute/cbor'
import { CODEC_DCBOR, create, toString } from '@atcute/cid'
import type { AccountChanged, IdentityChanged, RepositorySynced } from '../streaming/firehose/events.ts'
import type { AnyOperation } from '../streaming/firehose/operations.ts'
import type { Row } from './rows.ts'

/** An event of whatever collection. */
export type AnyArchiveEvent = AnyOperation | IdentityChanged | AccountChanged | RepositorySynced

/** Kinds of rows by their numbers; the last is a record that was there when the server first saw the repository. */
const ACTIONS: Readonly<Record<number, 'create' | 'update' | 'delete'>> = {
  1: 'create',
  2: 'update',
  3: 'delete',
  7: 'create',
}
const KINDS: Readonly<Record<number, 'identity' | 'account' | 'sync'>> = {
  4: 'identity',
  5: 'account',
  6: 'sync',
}

/** The kind of the event that a row holds; `undefined` for a kind that this client does not know. */
export function kindOfRow({ kind }: Row): 'commit' | 'identity' | 'account' | 'sync' | undefined {
  return ACTIONS[kind] ? 'commit' : KINDS[kind]
}

/** The event that a row holds; `undefined` for a kind that this client does not know. Throws for a broken payload. */
export async function toEvent(row: Row): Promise<AnyArchiveEvent | undefined> {
  const { did, seq, rev, collection, rkey, payload } = row
  const base = { did, seq, time: new Date(row.time / 1_000).toISOString() }
  const action = ACTIONS[row.kind]
  if (action) {
    const place = {
      ...base,
      kind: 'commit',
      rev,
      collection,
      rkey,
      uri: `at://${did}/${collection}/${rkey}`,
    } as const
    if (action === 'delete') return { ...place, action }
    const record = asMap(decode(payload))
    // The archive keeps no CIDs: they are the hashes of the payloads.
    return { ...place, action, cid: toString(await create(CODEC_DCBOR, payload)), record }
  }
  const kind = KINDS[row.kind]
  if (!kind) return undefined
  const message = asMap(decode(payload))
  if (kind === 'identity') return { ...base, kind, handle: stringOr(message['handle'], undefined) }
  if (kind === 'sync') return { ...base, kind, rev: stringOr(message['rev'], rev), tooBig: false }
  const status = stringOr(message['status'], undefined)
  return { ...base, kind, active: message['active'] === true, status }
}

function asMap(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new TypeError('a payload that is no map')
}

function stringOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise
}
