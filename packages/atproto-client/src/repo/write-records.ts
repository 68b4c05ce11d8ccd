import type { CallOptions } from '@typefed/core'
import type {
  CreateRecordOptions,
  DeletedRecord,
  DeleteRecordOptions,
  LiteralAddress,
  PutRecordOptions,
  RecordAddress,
  RecordSchema,
  WrittenRecord,
} from '@typefed/core/lexicon'
import { createRecord as createEndpoint } from '../generated/lexicons/com.atproto.repo.createRecord.ts'
import { deleteRecord as deleteEndpoint } from '../generated/lexicons/com.atproto.repo.deleteRecord.ts'
import { putRecord as putEndpoint } from '../generated/lexicons/com.atproto.repo.putRecord.ts'
import { type Caller, requireDid } from '../caller.ts'
import { type Address, newKey, placeOf } from './key.ts'
import { recordToSend } from './record-to-send.ts'

type LiteralKey = `literal:${string}`

/**
 * Writes a new record. Its `$type` may be left out.
 *
 * ```ts
 * const { uri, cid } = await createRecord(client, post, { text: 'Hello', createdAt: new Date().toISOString() })
 * ```
 *
 * Throws LoginRequiredError without a session, and ValidationError for a record that does not fit its lexicon or a key
 * that is not of its kind, both before any request; ResponseError `InvalidSwap` if `swapCommit` is not the latest.
 */
export function createRecord<T extends object>(
  client: Caller,
  schema: RecordSchema<T, 'tid' | 'any' | LiteralKey>,
  record: T,
  options?: CreateRecordOptions,
): Promise<WrittenRecord>
export function createRecord<T extends object>(
  client: Caller,
  schema: RecordSchema<T>,
  record: T,
  options: CreateRecordOptions & { rkey: string },
): Promise<WrittenRecord>
export async function createRecord<T extends object>(
  client: Caller,
  schema: RecordSchema<T>,
  record: T,
  { rkey, repo, swapCommit, validate, ...options }: CreateRecordOptions = {},
): Promise<WrittenRecord> {
  const { nsid: collection } = schema
  const what = `${collection}.create()`
  const did = requireDid(client, what)
  const input = {
    repo: repo ?? did,
    collection,
    rkey: newKey(what, schema, rkey),
    record: recordToSend(schema, record, validate),
    ...(validate !== undefined && { validate }),
    ...(swapCommit !== undefined && { swapCommit }),
  }
  return client.call(createEndpoint, input, options as CallOptions)
}

/**
 * Writes a record, whether there was one of this key or not. Its `$type` may be left out.
 *
 * ```ts
 * const { value, cid } = await getRecord(client, profile)
 * await putRecord(client, profile, { ...value, displayName: 'Alice' }, { swapRecord: cid })
 * ```
 *
 * Throws as `createRecord` does; ResponseError `InvalidSwap` also if `swapRecord` is not the version there.
 */
export function putRecord<T extends object>(
  client: Caller,
  schema: RecordSchema<T, LiteralKey>,
  record: T,
  options?: LiteralAddress & PutRecordOptions,
): Promise<WrittenRecord>
export function putRecord<T extends object>(
  client: Caller,
  schema: RecordSchema<T>,
  record: T,
  options: RecordAddress & PutRecordOptions,
): Promise<WrittenRecord>
export async function putRecord<T extends object>(
  client: Caller,
  schema: RecordSchema<T>,
  record: T,
  { rkey, repo, uri, swapRecord, swapCommit, validate, ...options }: Address & PutRecordOptions = {},
): Promise<WrittenRecord> {
  const { nsid: collection } = schema
  const what = `${collection}.put()`
  const did = requireDid(client, what)
  const place = placeOf(what, schema, { rkey, repo, uri })
  const input = {
    repo: place.repo ?? did,
    collection,
    rkey: place.rkey,
    record: recordToSend(schema, record, validate),
    ...(validate !== undefined && { validate }),
    ...(swapRecord !== undefined && { swapRecord }),
    ...(swapCommit !== undefined && { swapCommit }),
  }
  return client.call(putEndpoint, input, options as CallOptions)
}

/**
 * Deletes a record. One that is not there is none the less deleted: the answer has no commit then.
 *
 * Throws LoginRequiredError without a session and ValidationError for a key that cannot be, both before any request;
 * ResponseError `InvalidSwap` if `swapRecord` or `swapCommit` is not what is there.
 */
export function deleteRecord(
  client: Caller,
  schema: RecordSchema<unknown, LiteralKey>,
  options?: LiteralAddress & DeleteRecordOptions,
): Promise<DeletedRecord>
export function deleteRecord(
  client: Caller,
  schema: RecordSchema<unknown>,
  options: RecordAddress & DeleteRecordOptions,
): Promise<DeletedRecord>
export async function deleteRecord(
  client: Caller,
  schema: RecordSchema<unknown>,
  { rkey, repo, uri, swapRecord, swapCommit, ...options }: Address & DeleteRecordOptions = {},
): Promise<DeletedRecord> {
  const { nsid: collection } = schema
  const what = `${collection}.delete()`
  const did = requireDid(client, what)
  const place = placeOf(what, schema, { rkey, repo, uri })
  const input = {
    repo: place.repo ?? did,
    collection,
    rkey: place.rkey,
    ...(swapRecord !== undefined && { swapRecord }),
    ...(swapCommit !== undefined && { swapCommit }),
  }
  return client.call(deleteEndpoint, input, options as CallOptions)
}
