/**
 * Where cursors are kept. A `Map` is one, for as long as the process lives; so is a storage of unstorage, with any of its
 * drivers; `fileCursors` of `@typefed/atproto-client/node` keeps them in a file.
 */
export interface CursorStore {
  /** The cursor that was kept under a key, as a number or its digits; `undefined` or `null` if there is none. */
  get(key: string): unknown
  set(key: string, cursor: number): unknown
}

/** How often a cursor is kept while events come. It is kept at the end, too. */
export interface SaveEvery {
  /** At the latest so many milliseconds after an event. Default: 1,000. */
  ms?: number
  /** At the latest after so many events. Default: 10,000. */
  events?: number
}

/** Keeps the cursor of a stream: the number of the last event that was dealt with. */
export class CursorKeeper {
  readonly #store: CursorStore
  readonly #key: string
  readonly #every: Required<SaveEvery>
  #cursor: number | undefined
  #saved: number | undefined
  #unsaved = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(store: CursorStore, key: string, every: SaveEvery = {}) {
    this.#store = store
    this.#key = key
    this.#every = { ms: 1_000, events: 10_000, ...every }
  }

  /** The cursor that was kept before. */
  async load(): Promise<number | undefined> {
    const kept = await this.#store.get(this.#key)
    const cursor = typeof kept === 'string' && kept !== '' ? Number(kept) : kept
    return Number.isSafeInteger(cursor) ? (cursor as number) : undefined
  }

  /** Notes that an event was dealt with. Throws what the store threw since. */
  pass(seq: number): void {
    if (this.#failure) throw this.#failure.error
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
    await this.#store.set(this.#key, cursor)
    this.#saved = cursor
  }
}
