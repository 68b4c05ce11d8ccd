import type { ItemStorage, Store } from '@typefed/core'
import { storeOf } from '@typefed/core/internal'
import { Lru } from './lru.ts'

/** What is known of a repository. */
export interface RepositoryState {
  /** The last revision that its account signed. */
  readonly rev?: string | undefined
  /** The root of the tree of that revision; absent where commits came since that could not be read. */
  readonly data?: string | undefined
  /** Commits were left out since: the next one that holds is a new start. */
  readonly hasLeftOut?: boolean | undefined
  /** The revision was read whole from the account's server: the stream is behind it. */
  readonly isFetched?: boolean | undefined
  /** The state is that of an earlier run, which may not have dealt with its last commit. */
  readonly isKept?: boolean | undefined
}

/** The states of repositories, in memory, and in a store if there is one. */
export class RepositoryStates {
  readonly #states: Lru<RepositoryState>
  readonly #store: Store | undefined

  /** Throws ValidationError for a store that cannot be written. */
  constructor(size: number, store: Store | ItemStorage | undefined) {
    this.#states = new Lru(size)
    this.#store = store && storeOf(store)
  }

  /** What is known of a repository. Throws what the store throws. */
  async get(did: string): Promise<RepositoryState> {
    return this.#states.get(did) ?? readState(await this.#store?.get(did))
  }

  /** Throws what the store throws. */
  async set(did: string, state: RepositoryState): Promise<void> {
    this.#states.set(did, state)
    const { rev, data, hasLeftOut } = state
    await this.#store?.set(did, JSON.stringify({ rev, data, hasLeftOut }))
  }
}

function readState(text: string | null | undefined): RepositoryState {
  if (!text) return {}
  try {
    const { rev, data, hasLeftOut } = JSON.parse(text) as Record<string, unknown>
    return {
      rev: typeof rev === 'string' ? rev : undefined,
      data: typeof data === 'string' ? data : undefined,
      hasLeftOut: hasLeftOut === true,
      isKept: true,
    }
  } catch {
    return {}
  }
}
