import { encode, toBytes } from '@atcute/cbor'

/** An event as a test says it; the server adds the number and the time. */
export type NewEvent =
  | {
      readonly kind: 'commit'
      readonly did: string
      readonly rev: string
      readonly operation: 'create' | 'update' | 'delete'
      readonly collection: string
      readonly rkey: string
      readonly record?: object
      readonly cid?: string
      /** A record that was there when the server first saw the repository. */
      readonly isResync?: true
    }
  | { readonly kind: 'identity'; readonly did: string; readonly handle?: string }
  | { readonly kind: 'account'; readonly did: string; readonly active: boolean; readonly status?: string }
  | { readonly kind: 'sync'; readonly did: string; readonly rev: string }

export type StoredEvent = NewEvent & {
  readonly seq: number
  /** Microseconds since 1970. */
  readonly witnessedAt: number
}

/** What a subscriber, or a plan, asks for; what is absent matches everything. */
export interface Filter {
  readonly kinds?: readonly string[]
  readonly dids?: readonly string[]
  readonly collections?: readonly string[]
}

/** Collections are no filter of what is no commit. */
export function matches({ kinds = [], dids = [], collections = [] }: Filter, event: NewEvent): boolean {
  if (kinds.length > 0 && !kinds.includes(event.kind)) return false
  if (dids.length > 0 && !dids.includes(event.did)) return false
  if (event.kind !== 'commit' || collections.length === 0) return true
  return collections.some((pattern) =>
    pattern.endsWith('.*') ? event.collection.startsWith(pattern.slice(0, -1)) : event.collection === pattern,
  )
}

/** The reason why a filter is refused, if it is. */
export function refusalOf({ kinds = [], dids = [], collections = [] }: Filter): string | undefined {
  if (kinds.length > 4 || dids.length > 10_000 || collections.length > 100) return 'too many values'
  if (kinds.some((kind) => !['commit', 'identity', 'account', 'sync'].includes(kind))) return 'unknown kind'
  if (collections.length > 0 && kinds.length > 0 && !kinds.includes('commit'))
    return 'collections without commits'
  return undefined
}

/** The object of the relay that an event other than a commit holds. Its number and its time are the relay's. */
export function relayMessage(event: StoredEvent): Record<string, unknown> {
  const { did } = event
  if (event.kind === 'identity')
    return { seq: 1, did, time: timeOf(event), ...(event.handle && { handle: event.handle }) }
  if (event.kind === 'account')
    return {
      seq: 1,
      did,
      time: timeOf(event),
      active: event.active,
      ...(event.status && { status: event.status }),
    }
  // A server that reads a repository again writes these itself.
  return { seq: 0, did, time: '', rev: event.kind === 'sync' ? event.rev : '' }
}

/** What the archive keeps of an event besides its columns. */
export function payloadOf(event: StoredEvent): Uint8Array {
  if (event.kind === 'commit') return event.record ? encode(event.record) : new Uint8Array()
  const blocks = event.kind === 'sync' && { blocks: toBytes(new Uint8Array([1, 2])) }
  return encode({ ...relayMessage(event), ...blocks })
}

/** With exactly six digits of a second. */
export function timeOf({ witnessedAt }: StoredEvent): string {
  const micros = String(witnessedAt % 1_000_000).padStart(6, '0')
  return `${new Date(Math.floor(witnessedAt / 1_000)).toISOString().slice(0, 20)}${micros}Z`
}
