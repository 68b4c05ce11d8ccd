import { StreamError } from '@typefed/core'
import type { RestClient } from '../rest-client.ts'
import type { Floor } from '../version/since.ts'
import type { Channel } from './channel.ts'
import type { DecodedEvent } from './decode.ts'
import { compareIds, idOf, newestOf, pagesAfter, timelineOf } from './missed-posts.ts'
import { RecentIds } from './recent-ids.ts'

/** Posts of one gap: no home timeline holds more. */
const DEFAULT_LIMIT = 800

export interface GapFillerOptions {
  readonly client: RestClient<Floor>
  readonly channel: Channel
  readonly backfill: true | { readonly limit: number }
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal
  /** Reads a post as it reads one that comes; `undefined` if it cannot be read. */
  readonly decode: (post: unknown) => DecodedEvent | undefined
  /** Hands an event on. */
  readonly emit: (event: DecodedEvent) => void
  /** Resolves when there is room for more. */
  readonly room: () => Promise<void>
  /** So many posts were read; `isComplete`: no more were missed. */
  readonly onFilled: (posts: number, isComplete: boolean) => void
  readonly onFault: (error: StreamError) => void
}

/** Puts what was missed before what comes, and hands on no post twice. */
export class GapFiller {
  readonly #options: GapFillerOptions
  readonly #timeline: ReturnType<typeof timelineOf>
  readonly #recent = new RecentIds()
  #newest: string | undefined
  /** What came while a gap is being filled, and after each gap that came meanwhile. Empty: none is. */
  readonly #held: DecodedEvent[][] = []
  /** What the gap that is being filled was filled with: it may be more than is remembered of the rest. */
  readonly #filled = new Set<string>()

  constructor(options: GapFillerOptions) {
    this.#options = options
    this.#timeline = timelineOf(options.channel)
  }

  /** Takes what comes. */
  take(event: DecodedEvent): void {
    const held = this.#held.at(-1)
    if (held) held.push(event)
    else this.#handOn(event)
  }

  /** Looks where the timeline is now: what comes after it may be missed. Without that, the first post that comes is it. */
  async begin(): Promise<void> {
    const { client, signal } = this.#options
    const newest = this.#timeline && (await newestOf(client, this.#timeline, signal).catch(() => undefined))
    this.#see(newest)
  }

  /** The connection is there again. Rejects with what a handler of the user's throws. */
  async fill(): Promise<void> {
    if (!this.#timeline) return
    this.#held.push([])
    // The one before it goes on with this one.
    if (this.#held.length > 1) return
    for (let held = this.#held[0]; held; held = this.#held[0]) {
      await this.#fillOnce(held)
      this.#held.shift()
      for (const event of held) {
        if (!this.#filled.has(idOfUpdate(event) ?? '')) this.#handOn(event)
      }
      this.#filled.clear()
    }
  }

  async #fillOnce(held: readonly DecodedEvent[]): Promise<void> {
    const { channel, signal, onFilled, onFault } = this.#options
    const result = { posts: 0, isComplete: false }
    try {
      await this.#readMissed(held, result)
    } catch (error) {
      if (signal.aborted) return
      onFault(new StreamError(`${channel.data.stream}: what was missed could not be read`, { cause: error }))
    }
    onFilled(result.posts, result.isComplete)
  }

  async #readMissed(
    held: readonly DecodedEvent[],
    result: { posts: number; isComplete: boolean },
  ): Promise<void> {
    const { client, backfill, signal, decode, room } = this.#options
    const after = this.#newest
    const limit = backfill === true ? DEFAULT_LIMIT : backfill.limit
    // Nothing had been posted yet: there is no place to begin at.
    if (!this.#timeline || after === undefined) return
    for await (const page of pagesAfter(client, this.#timeline, after, signal)) {
      for (const post of page) {
        if (result.posts >= limit) return
        result.posts++
        const event = decode(post)
        if (!event) continue
        const id = idOfUpdate(event)
        if (id !== undefined) this.#filled.add(id)
        this.#handOn(event)
      }
      await room()
      if (signal.aborted) return
      // From there on it has come by itself; a busy timeline would have no end.
      const known = held.map(idOfUpdate).find((id) => id !== undefined)
      if (known !== undefined && compareIds(this.#newest, known) >= 0) break
    }
    result.isComplete = true
  }

  #handOn(event: DecodedEvent): void {
    const id = idOfUpdate(event)
    if (id !== undefined) {
      if (this.#recent.has(id)) return
      this.#see(id)
      this.#recent.add(id)
    }
    this.#options.emit(event)
  }

  #see(id: string | undefined): void {
    if (compareIds(id, this.#newest) > 0) this.#newest = id
  }
}

function idOfUpdate({ event, payload }: DecodedEvent): string | undefined {
  return event === 'update' ? idOf(payload) : undefined
}
