import { isThrownByHandler, notify } from '@typefed/core/internal'
import { publicFetch } from '@typefed/core/public-address'
import type {
  SubscribeReposCommit,
  SubscribeReposMessage,
  SubscribeReposSync,
} from '../../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import type { RepositorySynced } from '../events.ts'
import { type OperationOptions, readOperations } from '../operations.ts'
import { type AnyEvent, readEvents } from '../read-events.ts'
import { documentResolver } from './documents.ts'
import { judgeCommit, judgeSync, type Verdict } from './judge.ts'
import { KeyCache } from './key-cache.ts'
import type { VerifyOptions } from './options.ts'
import { type RepositoryState, RepositoryStates } from './repository-states.ts'
import { didKeyResolver } from './resolve-key.ts'
import { VerificationError } from './verification-error.ts'

export interface VerifierOptions extends VerifyOptions {
  readonly signal?: AbortSignal | undefined
  readonly reading: OperationOptions
}

/** Bytes that a repository may have. */
const MAX_BYTES = 134_217_728
/** Milliseconds to read a repository in. */
const TIMEOUT = 60_000

/** Reads the events of messages, and leaves out what is not proven: see docs/decisions/streaming.md. */
export class Verifier {
  readonly #options: VerifierOptions
  readonly #keys: KeyCache
  readonly #states: RepositoryStates
  readonly #resolveDocument
  /** Asks the accounts' servers for repositories. */
  readonly #fetch

  /** Throws ValidationError for a store that cannot be written. */
  constructor(options: VerifierOptions) {
    const { cacheSize: size = 100_000, signal, states, allowLocal } = options
    const { maxRepositoryBytes: maxBytes = MAX_BYTES, repositoryTimeout: timeout = TIMEOUT } = options
    this.#resolveDocument = documentResolver(options)
    this.#fetch = publicFetch({ allowLocal, maxBytes, timeout })
    const { resolveKey = didKeyResolver(this.#resolveDocument) } = options
    this.#options = options
    this.#keys = new KeyCache({ resolveKey, size, signal })
    this.#states = new RepositoryStates(size, states)
  }

  /** The events of a message. Throws the reason of the signal, and what the store of states throws. */
  async *readEvents(message: SubscribeReposMessage): AsyncGenerator<AnyEvent, void> {
    switch (message.$type) {
      case 'com.atproto.sync.subscribeRepos#commit':
        yield* this.#readCommit(message)
        break
      case 'com.atproto.sync.subscribeRepos#sync':
        yield* this.#readSync(message)
        break
      default:
        if (message.$type === 'com.atproto.sync.subscribeRepos#identity') this.#keys.expire(message.did)
        yield* readEvents(message, this.#options.reading)
    }
  }

  async *#readCommit(commit: SubscribeReposCommit): AsyncGenerator<AnyEvent, void> {
    const { repo: did, seq, time, rev, tooBig } = commit
    const verdict = await judgeCommit(commit, await this.#states.get(did), this.#keys)
    const state = yield* this.#start({ kind: 'sync', did, seq, time, rev, tooBig }, verdict)
    // What was fetched holds what the operations did.
    if (!state?.isFetched) yield* readOperations({ ...commit, ops: verdict.ops ?? [] }, this.#options.reading)
    // The next event was asked for, so all before was dealt with.
    if (state) await this.#states.set(did, state)
  }

  async *#readSync({ did, seq, time, rev, blocks }: SubscribeReposSync): AsyncGenerator<AnyEvent, void> {
    const verdict = await judgeSync({ did, seq, rev, blocks }, await this.#states.get(did), this.#keys)
    const state = yield* this.#start({ kind: 'sync', did, seq, time, rev, tooBig: false }, verdict)
    if (state) await this.#states.set(did, state)
  }

  /** Reports what is wrong, and begins a repository anew where that is needed; returns its state from now on. */
  async *#start(
    event: RepositorySynced,
    { error, isNewStart, next }: Verdict,
  ): AsyncGenerator<AnyEvent, RepositoryState | undefined> {
    const { signal, fetchRepositories, reading } = this.#options
    signal?.throwIfAborted()
    if (error) notify(reading.onError, error)
    if (!isNewStart) return next
    yield event
    if (!fetchRepositories) return next
    const { fetchRepository } = await import('./fetch-repository.ts')
    const [keys, resolveDocument, fetch] = [this.#keys, this.#resolveDocument, this.#fetch]
    try {
      return yield* fetchRepository(event, { keys, resolveDocument, fetch, reading, signal })
    } catch (cause) {
      signal?.throwIfAborted()
      if (isThrownByHandler(cause)) throw cause
      const reason = `the repository cannot be read: ${(cause as Error).message}`
      notify(reading.onError, new VerificationError(event, 'unproven', reason, { cause }))
      return next
    }
  }
}
