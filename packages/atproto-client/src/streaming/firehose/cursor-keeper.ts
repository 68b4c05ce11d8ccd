import type { ItemStorage, Store } from '@typefed/core'
import { storeOf } from '@typefed/core/internal'

/** How often a cursor is kept while events come. It is kept at the end, too. */
export interface SaveEvery {
  /** At the latest so many milliseconds after an event. Default: 1,000. */
  ms?: number
  /** At the latest after so many events. Default: 10,000. */
  events?: number
}

/** Keeps the cursor of a stream: the number of the last event that was dealt with. */
export class CursorKeeper {
  readonly #store: Store
  readonly #key: string
  readonly #every: Required<SaveEvery>
  #cursor: number | undefined
  #saved: number | undefined
  #unsaved = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined

  /** Throws ValidationError for a store that cannot be written. */
  constructor(store: Store | ItemStorage, key: string, every: SaveEvery = {}) {
    this.#store = storeOf(store)
    this.#key = key
    this.#every = { ms: 1_000, events: 10_000, ...every }
  }

  /** The cursor that was kept before. */
  async load(): Promise<number | undefined> {
    const kept = await this.#store.get(this.#key)
    const cursor = kept ? Number(kept) : undefined
    return Number.isSafeInteger(cursor) ? cursor : undefined
  }

  /**
   * Notes that an event was dealt with. Throws what the store threw since.
   *
   * @param seq where the stream has come to; absent while nothing confirms it
   */
  pass(seq: number | undefined): void {
    if (this.#failure) throw this.#failure.error
    if (seq === undefined || seq === this.#cursor) return
    this.#cursor = seq
    this.#unsaved++
    if (this.#unsaved >= this.#every.events) this.#save()
    else this.#timer ??= setTimeout(() => this.#save(), this.#every.ms)
  }

  /** Keeps what is not kept yet. Throws what the store throws. */
  async close(): Promise<void> {
    await this.#saving
    if (this.#cursor !== this.#saved) this.#save()
    clearTimeout(this.#timer)
    await this.#saving
    if (this.#failure) throw this.#failure.error
  }

  #save(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#saving ??= this.#write()
      .catch((error: unknown) => void (this.#failure = { error }))
      .finally(() => (this.#saving = undefined))
  }

  async #write(): Promise<void> {
    const cursor = this.#cursor as number
    this.#unsaved = 0
    await this.#store.set(this.#key, String(cursor))
    this.#saved = cursor
  }
}
