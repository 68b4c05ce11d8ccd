import type { CallOptions } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import type { Commit, RecordSchema, RecordWriteOptions, Typed } from '@typefed/core/lexicon'
import {
  applyWrites,
  type ApplyWritesCreate,
  type ApplyWritesDelete,
  type ApplyWritesOutput,
  type ApplyWritesUpdate,
} from '../generated/lexicons/com.atproto.repo.applyWrites.ts'
import { type Caller, requireDid } from '../caller.ts'
import { batchesOf } from './batches.ts'
import { type Address, newKey, placeOf } from './key.ts'
import { recordToSend } from './record-to-send.ts'
import { type WriteResult, WritesError } from './writes-error.ts'

type LiteralKey = `literal:${string}`
type Write =
  | (Typed<ApplyWritesCreate> & { rkey: string })
  | Typed<ApplyWritesUpdate>
  | Typed<ApplyWritesDelete>
/** Which record: by its key, or by its at:// URI. */
type OneOfMany = { rkey: string; uri?: undefined } | { uri: string; rkey?: undefined }
type OneOfOne = { rkey?: string; uri?: undefined } | { uri: string; rkey?: undefined }

export interface AppliedWrites {
  /** One for each write, in their order. */
  results: WriteResult[]
  /** One for each batch. */
  commits: Commit[]
}

export interface ApplyOptions extends RecordWriteOptions {
  /** The DID or handle of the repository. Default: that of the account that is logged in. */
  repo?: string | undefined
  /** Whether the server must know the lexicons (`true`) or must not look (`false`). Default: it looks if it knows them. */
  validate?: boolean | undefined
  /** How many writes to pass over: `done` of the WritesError with which an earlier try ended. Default: 0. */
  from?: number | undefined
  /** Is told after every batch how many writes are done, and of how many. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Many writes to one repository, checked as they are gathered and sent in batches of at most 200.
 *
 * ```ts
 * const writes = new Writes()
 *   .create(follow, { subject, createdAt })
 *   .update(profile, { displayName: 'Alice' })
 *   .delete(post, { rkey: '3k2a…' })
 * const { results } = await writes.apply(client)
 * ```
 *
 * A batch is done as a whole or not at all; what fits into one is atomic.
 */
export class Writes {
  readonly #writes: { readonly write: Write; readonly repo: string | undefined }[] = []

  /** How many writes there are. */
  get length(): number {
    return this.#writes.length
  }

  /**
   * Adds a new record. Its key is chosen now, so that it cannot be written twice. Throws ValidationError for a record
   * that does not fit its lexicon, unless `validate` is false, and for a key that is not of its kind.
   */
  create<T extends object>(
    schema: RecordSchema<T, 'tid' | 'any' | LiteralKey>,
    record: T,
    options?: { rkey?: string; validate?: boolean },
  ): this
  create<T extends object>(
    schema: RecordSchema<T>,
    record: T,
    options: { rkey: string; validate?: boolean },
  ): this
  create<T extends object>(
    schema: RecordSchema<T>,
    record: T,
    { rkey, validate }: { rkey?: string; validate?: boolean } = {},
  ): this {
    const { nsid: collection } = schema
    const value = recordToSend(schema, record, validate)
    const key = newKey(`${collection} in Writes.create()`, schema, rkey)
    return this.#add({ $type: 'com.atproto.repo.applyWrites#create', collection, rkey: key, value })
  }

  /** Replaces a record that is there. Throws as `create` does. */
  update<T extends object>(
    schema: RecordSchema<T, LiteralKey>,
    record: T,
    options?: OneOfOne & { validate?: boolean },
  ): this
  update<T extends object>(
    schema: RecordSchema<T>,
    record: T,
    options: OneOfMany & { validate?: boolean },
  ): this
  update<T extends object>(
    schema: RecordSchema<T>,
    record: T,
    { validate, ...address }: Address & { validate?: boolean } = {},
  ): this {
    const { nsid: collection } = schema
    const value = recordToSend(schema, record, validate)
    const { repo, rkey } = placeOf(`${collection} in Writes.update()`, schema, address)
    return this.#add({ $type: 'com.atproto.repo.applyWrites#update', collection, rkey, value }, repo)
  }

  /** Deletes a record that is there. Throws ValidationError for a key that is not of its kind. */
  delete(schema: RecordSchema<unknown, LiteralKey>, address?: OneOfOne): this
  delete(schema: RecordSchema<unknown>, address: OneOfMany): this
  delete(schema: RecordSchema<unknown>, address: Address = {}): this {
    const { nsid: collection } = schema
    const { repo, rkey } = placeOf(`${collection} in Writes.delete()`, schema, address)
    return this.#add({ $type: 'com.atproto.repo.applyWrites#delete', collection, rkey }, repo)
  }

  /**
   * Sends all writes. With `swapCommit`, every further batch asks for the commit of the one before, so that nobody
   * else's write comes between; a `timeout` is for each batch.
   *
   * Throws LoginRequiredError without a session, and ValidationError if a URI is of another repository, both before any
   * request; WritesError if a batch fails, which tells how far it came.
   */
  async apply(
    client: Caller,
    { repo, validate, swapCommit, from = 0, onProgress, ...options }: ApplyOptions = {},
  ): Promise<AppliedWrites> {
    const did = requireDid(client, 'Writes.apply()')
    const owner = repo?.startsWith('did:') ? repo : did
    this.#requireOwner(owner)
    const total = this.#writes.length
    const applied: AppliedWrites = { results: [], commits: [] }
    let done = from
    let last = swapCommit
    for (const writes of batchesOf(this.#writes.slice(from).map(({ write }) => write))) {
      const input = {
        repo: repo ?? did,
        writes,
        ...(validate !== undefined && { validate }),
        ...(last !== undefined && { swapCommit: last }),
      }
      let answer: ApplyWritesOutput
      try {
        answer = await client.call(applyWrites, input, options as CallOptions)
      } catch (error) {
        throw new WritesError(done, total, applied.results, error)
      }
      done += writes.length
      applied.results.push(...resultsOf(writes, answer, owner))
      if (answer.commit) applied.commits.push(answer.commit)
      if (last !== undefined) last = answer.commit?.cid ?? last
      onProgress?.(done, total)
    }
    return applied
  }

  #add(write: Write, repo?: string): this {
    this.#writes.push({ write, repo })
    return this
  }

  /** A batch names its repository once: the URI of a record elsewhere would delete one here. */
  #requireOwner(owner: string): void {
    for (const [index, { repo }] of this.#writes.entries()) {
      if (repo?.startsWith('did:') && repo !== owner) {
        throw validationError('Writes.apply()', [index, 'uri'], `a record of ${owner}`, `one of ${repo}`)
      }
    }
  }
}

/** What came of a batch. Servers of old do not tell; the places are known none the less. */
function resultsOf(
  writes: readonly Write[],
  { results = [] }: ApplyWritesOutput,
  did: string,
): WriteResult[] {
  return writes.map(({ collection, rkey }, index) => {
    const { $type: _, ...result } = results[index] ?? {}
    return { uri: `at://${did}/${collection}/${rkey}`, ...result }
  })
}
