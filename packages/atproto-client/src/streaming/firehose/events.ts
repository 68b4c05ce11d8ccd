import type { UnknownObject } from '@typefed/core/lexicon'
import type { Records } from '../../generated/records.ts'
import type { KnownIn, OthersIn } from './collections.ts'

/** What every event tells. */
interface EventBase {
  /** The account. */
  readonly did: string
  /** The number of the event; of Jetstream, the microseconds since 1970 of when it came by. Several may share one. */
  readonly seq: number
  /** When the event was first sent, as a datetime. */
  readonly time: string
}

interface OperationBase<Collection> extends EventBase {
  readonly kind: 'commit'
  readonly collection: Collection
  readonly rkey: string
  /** `at://did/collection/rkey`. */
  readonly uri: string
  /** The revision of the repository. */
  readonly rev: string
}

/** A record was written. */
export interface RecordWritten<Collection, Record> extends OperationBase<Collection> {
  readonly action: 'create' | 'update'
  readonly cid: string
  readonly record: Record
}

/** A record was deleted. */
export interface RecordDeleted<Collection> extends OperationBase<Collection> {
  readonly action: 'delete'
  readonly cid?: undefined
  readonly record?: undefined
}

type KnownOperation<Collection extends keyof Records> = Collection extends keyof Records
  ? RecordWritten<Collection, Records[Collection]> | RecordDeleted<Collection>
  : never

type OtherOperation<Collection> = Collection extends unknown
  ? RecordWritten<Collection, UnknownObject> | RecordDeleted<Collection>
  : never

/**
 * What was done to a record. Comparing `collection` narrows `record` to what the lexicon says; what is left is a record
 * of a collection that this client has no lexicon of.
 *
 * @typeParam Pattern the patterns of collections that are wanted
 */
export type RecordOperation<Pattern extends string = '*'> =
  | KnownOperation<KnownIn<Pattern>>
  | OtherOperation<OthersIn<Pattern>>

/** The identity of an account may have changed: its handle, its key or its server. */
export interface IdentityChanged extends EventBase {
  readonly kind: 'identity'
  readonly handle?: string | undefined
}

/** The status of an account at the server that tells of it. */
export interface AccountChanged extends EventBase {
  readonly kind: 'account'
  readonly active: boolean
  /** Why it is not active: `takendown`, `suspended`, `deleted`, `deactivated`, … */
  readonly status?: string | undefined
}

/** A repository has a new state that no operations lead to: it has to be fetched. */
export interface RepositorySynced extends EventBase {
  readonly kind: 'sync'
  readonly rev: string
  /** It was a commit too big to be sent. */
  readonly tooBig: boolean
}

/** What happens to accounts, and to their records in the collections that are wanted. */
export type FirehoseEvent<Pattern extends string = '*'> =
  | RecordOperation<Pattern>
  | IdentityChanged
  | AccountChanged
  | RepositorySynced
