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
  /** The revision was read whole from the account's server: the stream has yet to come to it. */
  readonly isFetched?: boolean | undefined
  /** The state is that of an earlier run, which may not have dealt with its last commit. */
  readonly isEarlier?: boolean | undefined
}

/** The states of repositories, in a store, or so many of them in memory. */
export class RepositoryStates {
  readonly #store: Pick<Store, 'get' | 'set'>
  /** The name of this run. */
  readonly #run = Math.random().toString(36)

  /** Throws ValidationError for a store that cannot be written. */
  constructor(size: number, store: Store | ItemStorage | undefined) {
    this.#store = store ? storeOf(store) : new Lru<string>(size)
  }

  /** What is known of a repository. Throws what the store throws. */
  async get(did: string): Promise<RepositoryState> {
    const { run, ...state } = parseState(await this.#store.get(did))
    return run === this.#run ? state : { ...state, isEarlier: true }
  }

  /** Throws what the store throws. */
  async set(did: string, { rev, data, hasLeftOut, isFetched }: RepositoryState): Promise<void> {
    const state = { rev, data, hasLeftOut, isFetched, run: this.#run }
    await this.#store.set(did, JSON.stringify(state))
  }
}

/** What a store kept; nothing is known where that is no state. */
function parseState(text: string | null | undefined): RepositoryState & { run?: string } {
  try {
    const state = JSON.parse(text || '{}') as Partial<Record<keyof RepositoryState, unknown>> | null
    const isState = [state?.rev, state?.data].every((part) => part === undefined || typeof part === 'string')
    return isState ? { ...(state as RepositoryState) } : {}
  } catch {
    return {}
  }
}
