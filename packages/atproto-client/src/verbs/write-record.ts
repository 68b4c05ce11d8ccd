import { now } from '@atcute/tid'
import type { CallOptions } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import type { RecordSchema } from '@typefed/core/lexicon'
import { createRecord } from '../generated/lexicons/com.atproto.repo.createRecord.ts'
import { deleteRecord } from '../generated/lexicons/com.atproto.repo.deleteRecord.ts'
import { type Caller, requireDid } from '../caller.ts'
import { parseRecord } from '../repo/parse-record.ts'
import { callOptions } from './options.ts'
import { parseUri, refOf, type StrongRef, type UriLike, uriOf } from './subjects.ts'

/** Options of a verb that writes a record. */
export interface WriteOptions extends CallOptions {
  /** When it happened, by the record itself. Default: now. */
  createdAt?: Date | string
}

/** The time of a record, in the form that lexicons want. */
export function dateOf(createdAt: Date | string | undefined): string {
  return typeof createdAt === 'string' ? createdAt : (createdAt ?? new Date()).toISOString()
}

/** Writes a new record into the account's repository, after all of it was checked. Its key is made here, as `create` does. */
export async function write<T extends object>(
  client: Caller,
  what: string,
  schema: RecordSchema<T, 'tid'>,
  value: T,
  { rkey = now(), ...options }: CallOptions & { rkey?: string } = {},
): Promise<StrongRef> {
  const repo = requireDid(client, what)
  const record = parseRecord(schema, { $type: schema.nsid, ...value })
  const input = { repo, collection: schema.nsid, rkey, record }
  return refOf(await client.call(createRecord, input, callOptions(options)))
}

/**
 * Deletes a record of the account's own. One that is not there is none the less deleted.
 *
 * Throws ValidationError if the URI names another collection, or another account's repository.
 */
export async function remove(
  client: Caller,
  what: string,
  collection: string,
  record: UriLike,
  options: CallOptions = {},
): Promise<void> {
  const did = requireDid(client, what)
  const uri = parseUri(what, uriOf(record))
  if (uri.collection !== collection) {
    throw validationError(what, ['uri'], `the URI of a record of ${collection}`, `one of ${uri.collection}`)
  }
  if (uri.authority.startsWith('did:') && uri.authority !== did) {
    throw validationError(what, ['uri'], `a record of ${did}`, `one of ${uri.authority}`)
  }
  const { authority: repo, rkey } = uri
  await client.call(deleteRecord, { repo, collection, rkey }, callOptions(options))
}
