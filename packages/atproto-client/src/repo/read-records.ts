import type { CallOptions, Pages } from '@typefed/core'
import { type CallableEndpoint, cursorPages } from '@typefed/core/internal'
import {
  array,
  atUri,
  cid as cidSchema,
  type GetRecordOptions,
  type ListRecordsOptions,
  type LiteralAddress,
  object,
  optional,
  type RecordAddress,
  type RecordPage,
  type RecordSchema,
  type StoredRecord,
  string,
} from '@typefed/core/lexicon'
import {
  getRecord as getEndpoint,
  type GetRecordParams,
} from '../generated/lexicons/com.atproto.repo.getRecord.ts'
import {
  listRecords as listEndpoint,
  type ListRecordsParams,
} from '../generated/lexicons/com.atproto.repo.listRecords.ts'
import { type Caller, requireDid } from '../caller.ts'
import { type Address, placeOf } from './key.ts'

/**
 * Reads a record of the account's own repository, or of another one that the server holds or knows.
 *
 * ```ts
 * const { value, cid } = await getRecord(client, profile)
 * const { value } = await getRecord(client, post, { repo: 'alice.example', rkey: '3k2a…' })
 * ```
 *
 * Throws LoginRequiredError if no repository is named and nobody is logged in, and ValidationError for a key that
 * cannot be, both before any request; ResponseError `RecordNotFound` if there is none; ValidationError if what is there
 * does not fit its lexicon, as the client's `validate` says.
 */
export function getRecord<T>(
  client: Caller,
  schema: RecordSchema<T, `literal:${string}`>,
  options?: LiteralAddress & GetRecordOptions,
): Promise<StoredRecord<T>>
export function getRecord<T>(
  client: Caller,
  schema: RecordSchema<T>,
  options: RecordAddress & GetRecordOptions,
): Promise<StoredRecord<T>>
export async function getRecord<T>(
  client: Caller,
  schema: RecordSchema<T>,
  { rkey, repo, uri, cid, ...options }: Address & GetRecordOptions = {},
): Promise<StoredRecord<T>> {
  const { nsid: collection } = schema
  const what = `${collection}.get()`
  const place = placeOf(what, schema, { rkey, repo, uri })
  const params = {
    repo: place.repo ?? requireDid(client, what),
    collection,
    rkey: place.rkey,
    ...(cid !== undefined && { cid }),
  }
  return client.call(endpointsFor(schema).get, params, options)
}

/**
 * Walks over the records of a collection, newest first where keys are TIDs, in the account's own repository or another
 * one that the server holds. Nothing is asked before the walk is begun.
 *
 * ```ts
 * for await (const { uri, value } of listRecords(client, like, { maxItems: 500 })) …
 * ```
 *
 * The walk throws LoginRequiredError if no repository is named and nobody is logged in.
 */
export function listRecords<T>(
  client: Caller,
  schema: RecordSchema<T>,
  { repo, limit, cursor, reverse, ...options }: ListRecordsOptions = {},
): Pages<RecordPage<T>, StoredRecord<T>> {
  const { nsid: collection } = schema
  const params = {
    collection,
    ...(limit !== undefined && { limit }),
    ...(cursor !== undefined && { cursor }),
    ...(reverse !== undefined && { reverse }),
  }
  const { list } = endpointsFor(schema)
  const fetchPage = async (next: { cursor: string } | undefined): Promise<RecordPage<T>> => {
    const from = repo ?? requireDid(client, `${collection}.list()`)
    return client.call(list, { ...params, repo: from, ...next }, options)
  }
  return cursorPages(listEndpoint, fetchPage, options, cursor)
}

/** The endpoints that read records, with their output for one kind of record. */
interface Endpoints<T> {
  readonly get: CallableEndpoint<[params: GetRecordParams, options?: CallOptions], StoredRecord<T>>
  readonly list: CallableEndpoint<[params: ListRecordsParams, options?: CallOptions], RecordPage<T>>
}

const known = /* @__PURE__ */ new WeakMap<RecordSchema<unknown>, Endpoints<unknown>>()

/** Made once a schema, so that a response is checked, or looked over for bad items, in one go with its records. */
function endpointsFor<T>(schema: RecordSchema<T>): Endpoints<T> {
  const found = known.get(schema)
  if (found) return found as Endpoints<T>
  const stored = object<StoredRecord<T>>(() => ({ uri: atUri(), cid: cidSchema(), value: schema }))
  const endpoints: Endpoints<T> = {
    get: { ...getEndpoint, output: stored } as Endpoints<T>['get'],
    list: {
      ...listEndpoint,
      output: object<RecordPage<T>>(() => ({ cursor: optional(string()), records: array(stored) })),
    } as Endpoints<T>['list'],
  }
  known.set(schema, endpoints)
  return endpoints
}
