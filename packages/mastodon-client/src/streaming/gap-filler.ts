import { StreamError } from '@typefed/core'
import type { RestClient } from '../rest/rest-client.ts'
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
  /** What came while a gap is being filled. */
  #held: DecodedEvent[] | undefined
  #hasNewGap = false

  constructor(options: GapFillerOptions) {
    this.#options = options
    this.#timeline = timelineOf(options.channel)
  }

  /** Takes what comes. */
  take(event: DecodedEvent): void {
    if (this.#held) this.#held.push(event)
    else this.#handOn(event)
  }

  /** The connection is there for the first time, or again. Rejects with what a handler of the user's throws. */
  async onOpen(isAgain: boolean): Promise<void> {
    if (!this.#timeline) return
    if (!isAgain) return this.#findStart()
    if (this.#held) {
      this.#hasNewGap = true
      return
    }
    this.#held = []
    do {
      this.#hasNewGap = false
      await this.#fill()
    } while (this.#hasNewGap)
    const held = this.#held
    this.#held = undefined
    for (const event of held) this.#handOn(event)
  }

  /** What is in the timeline at the beginning was not missed. */
  async #findStart(): Promise<void> {
    const { client, signal } = this.#options
    // Without it, the first post that comes is where the first gap begins.
    const newest = this.#timeline && (await newestOf(client, this.#timeline, signal).catch(() => undefined))
    this.#see(newest)
  }

  async #fill(): Promise<void> {
    const { channel, signal, onFilled, onFault } = this.#options
    const result = { posts: 0, isComplete: false }
    try {
      await this.#readMissed(result)
    } catch (error) {
      if (signal.aborted) return
      onFault(new StreamError(`${channel.data.stream}: what was missed could not be read`, { cause: error }))
    }
    onFilled(result.posts, result.isComplete)
  }

  async #readMissed(result: { posts: number; isComplete: boolean }): Promise<void> {
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
        if (event) this.#handOn(event)
      }
      await room()
      if (signal.aborted) return
    }
    result.isComplete = true
  }

  #handOn(event: DecodedEvent): void {
    const id = event.event === 'update' ? idOf(event.payload) : undefined
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
