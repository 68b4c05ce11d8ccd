/** What the collections of a repository offer, and what comes back: https://atproto.com/specs/repository */
import type { CallOptions, PageOptions } from '../client/options.ts'
import type { Pages } from '../client/pages.ts'
import type { RecordSchema } from './typed.ts'

/** A record as a repository holds it. */
export interface StoredRecord<T> {
  /** `at://<did>/<collection>/<key>` */
  uri: string
  /** The hash of this version: what `swapRecord` takes. */
  cid: string
  value: T
}

/** A state of a repository, made by a write. */
export interface Commit {
  /** The hash of the state: what `swapCommit` takes. */
  cid: string
  /** A TID that grows with every write. */
  rev: string
}

/** A record that was written. */
export interface WrittenRecord {
  /** `at://<did>/<collection>/<key>` */
  uri: string
  /** The hash of this version. */
  cid: string
  commit?: Commit
  /** `unknown` if the server has no lexicon to check the record against. */
  validationStatus?: 'valid' | 'unknown' | (string & {})
}

/** A record that is gone. */
export interface DeletedRecord {
  /** Absent if there was no such record. */
  commit?: Commit
}

/** A page of a collection. */
export interface RecordPage<T> {
  records: StoredRecord<T>[]
  cursor?: string
}

/** Which record of a collection: by its key, or by its at:// URI. */
export type RecordAddress =
  | {
      rkey: string
      /** The DID or handle of the repository. Default: that of the account that is logged in. */
      repo?: string | undefined
      uri?: undefined
    }
  | { uri: string; rkey?: undefined; repo?: undefined }

/** Which record of a collection that has one only: nothing need be said but whose. */
export type LiteralAddress<Key extends string = string> =
  | {
      /** The one key that there is. */
      rkey?: Key | undefined
      /** The DID or handle of the repository. Default: that of the account that is logged in. */
      repo?: string | undefined
      uri?: undefined
    }
  | { uri: string; rkey?: undefined; repo?: undefined }

/** Options of every write. */
export interface RecordWriteOptions extends Omit<CallOptions, 'validate' | 'contentType'> {
  /** Refuses the write unless this hash is that of the repository's latest commit. */
  swapCommit?: string | undefined
}

interface CheckedWriteOptions extends RecordWriteOptions {
  /**
   * Whether the record must fit its lexicon. By default it is checked here, and by the server if it knows the lexicon;
   * with `true` a server that does not know it refuses; with `false` neither looks.
   */
  validate?: boolean | undefined
}

export interface CreateRecordOptions extends CheckedWriteOptions {
  /** The key, as the lexicon wants it. Default: the one there is, or a new TID, greater than any before. */
  rkey?: string | undefined
  /** The DID or handle of the repository. Default: that of the account that is logged in. */
  repo?: string | undefined
}

export interface GetRecordOptions extends Omit<CallOptions, 'contentType'> {
  /** The hash of the version to get. Default: the latest. */
  cid?: string | undefined
}

export interface ListRecordsOptions extends Omit<PageOptions, 'contentType'> {
  /** The DID or handle of the repository. Default: that of the account that is logged in. */
  repo?: string | undefined
  /** Records a page: 1 to 100. Default: the server's, 50. */
  limit?: number | undefined
  /** The cursor of a page, to go on after it. */
  cursor?: string | undefined
  /** From the smallest key to the greatest: for TIDs, the oldest first. */
  reverse?: boolean | undefined
}

export interface PutRecordOptions extends CheckedWriteOptions {
  /** Refuses the write unless this hash is that of the record there; with `null`, unless there is none. */
  swapRecord?: string | null | undefined
}

export interface DeleteRecordOptions extends RecordWriteOptions {
  /** Refuses the write unless this hash is that of the record there. */
  swapRecord?: string | undefined
}

/** What every collection offers. */
export interface Collection<T> {
  readonly kind: 'record'
  readonly nsid: string
  readonly recordKey: RecordSchema<T>['recordKey']
  readonly schema: RecordSchema<T>
  /** Checks a record. Throws ValidationError. */
  parse(data: unknown): T
  /** Walks over the records of a repository, or over the pages of them with `.pages()`. */
  list(options?: ListRecordsOptions): Pages<RecordPage<T>, StoredRecord<T>>
}

/** What a collection offers whose keys are TIDs, or any. */
export interface RecordMethods<T> extends Collection<T> {
  /** Writes a new record. */
  create(record: T, options?: CreateRecordOptions): Promise<WrittenRecord>
  /** Reads a record. */
  get(options: RecordAddress & GetRecordOptions): Promise<StoredRecord<T>>
  /** Writes a record, whether there was one of this key or not. */
  put(record: T, options: RecordAddress & PutRecordOptions): Promise<WrittenRecord>
  /** Deletes a record, if there is one. */
  delete(options: RecordAddress & DeleteRecordOptions): Promise<DeletedRecord>
}

/** What a collection offers whose keys are NSIDs, which nobody can make up. */
export interface NsidRecordMethods<T> extends RecordMethods<T> {
  /** Writes a new record. */
  create(record: T, options: CreateRecordOptions & { rkey: string }): Promise<WrittenRecord>
}

/** What a collection offers that has one record only. */
export interface LiteralRecordMethods<T, Key extends string> extends Collection<T> {
  /** Writes the record. Refused if there is one. */
  create(record: T, options?: CreateRecordOptions & { rkey?: Key | undefined }): Promise<WrittenRecord>
  /** Reads the record. */
  get(options?: LiteralAddress<Key> & GetRecordOptions): Promise<StoredRecord<T>>
  /** Writes the record, whether there was one or not. */
  put(record: T, options?: LiteralAddress<Key> & PutRecordOptions): Promise<WrittenRecord>
  /** Deletes the record, if there is one. */
  delete(options?: LiteralAddress<Key> & DeleteRecordOptions): Promise<DeletedRecord>
}
