import { StreamError } from '@typefed/core'
import type { RestClient } from '../rest-client.ts'
import type { Floor } from '../version/since.ts'
import type { DecodedEvent } from './decode.ts'
import type { RawEvent } from './connection/envelope.ts'
import type { EventSubscription } from './event-subscription.ts'
import { compareIds, getId, newestOf, pagesAfter, timelineOf } from './timeline.ts'

/** Posts of one gap: no home timeline holds more. */
const DEFAULT_LIMIT = 800
/** Ids that are remembered at least. */
const MEMORY = 1_000

/** The posts that were missed before a new connection. */
export interface Gap {
  /** Reads the missed posts, from old to new and a page ahead of those who take them. Begins with the first call. */
  pages(): AsyncGenerator<readonly unknown[], void>
}

/** Fills the gaps of one loop: the stage behind decoding. */
export class Backfill {
  readonly #client: RestClient<Floor>
  readonly #subscription: EventSubscription
  readonly #limit: number
  readonly #timeline: ReturnType<typeof timelineOf>
  readonly #seen = new RecentIds()
  #newest: string | undefined

  constructor(
    client: RestClient<Floor>,
    subscription: EventSubscription,
    backfill: true | { readonly limit: number },
  ) {
    this.#client = client
    this.#subscription = subscription
    this.#limit = backfill === true ? DEFAULT_LIMIT : backfill.limit
    this.#timeline = timelineOf(subscription.channel)
    if (this.#timeline) subscription.openGap = () => this.#openGap()
  }

  /** Looks up the newest post: what comes after it may be missed. Without one, the first post that comes counts. */
  async begin(): Promise<void> {
    const { signal } = this.#subscription
    const newest = this.#timeline && newestOf(this.#client, this.#timeline, signal).catch(() => undefined)
    this.#advance(await newest)
  }

  /** Puts missed posts where the gap is, and hands on no post twice. */
  async *fill(arrivals: AsyncIterable<DecodedEvent | Gap>): AsyncGenerator<DecodedEvent, void> {
    for await (const arrival of arrivals) {
      if ('event' in arrival) {
        if (this.#isNew(arrival)) yield arrival
        continue
      }
      for await (const page of arrival.pages()) {
        for (const payload of page) {
          const event = this.#subscription.decode({ event: 'update', payload })
          if (event && this.#isNew(event)) yield event
        }
      }
    }
  }

  #openGap(): Gap {
    let pages: AsyncGenerator<readonly unknown[], void> | undefined
    return { pages: () => (pages ??= readAhead(this.#readMissed())) }
  }

  /** Reports at the end how many posts were missed. Never rejects. */
  async *#readMissed(): AsyncGenerator<readonly unknown[], void> {
    const { channel, signal } = this.#subscription
    let posts = 0
    let complete = false
    try {
      for await (const page of this.#pagesToFirstWaiting()) {
        const wanted = page.slice(0, this.#limit - posts)
        posts += wanted.length
        if (wanted.length > 0) yield wanted
        if (wanted.length < page.length) return
      }
      // Nothing had been posted before: there is no place to begin at.
      complete = this.#newest !== undefined
    } catch (error) {
      const message = `${channel.data.stream}: missed posts could not be read`
      if (!signal.aborted) this.#subscription.report(new StreamError(message, { cause: error }))
    } finally {
      this.#subscription.notify({ type: 'backfill', posts, complete })
    }
  }

  /** From the first post that waits on, all has come by itself; a busy timeline would have no end. */
  async *#pagesToFirstWaiting(): AsyncGenerator<readonly unknown[], void> {
    if (!this.#timeline || this.#newest === undefined) return
    for await (const page of pagesAfter(
      this.#client,
      this.#timeline,
      this.#newest,
      this.#subscription.signal,
    )) {
      yield page
      const waiting = this.#subscription.find(({ event }) => event === 'update')
      const first = waiting && idOfWaiting(waiting)
      if (first !== undefined && compareIds(getId(page.at(-1)), first) >= 0) return
    }
  }

  #isNew({ event, payload }: DecodedEvent): boolean {
    const id = event === 'update' ? getId(payload) : undefined
    if (id === undefined) return true
    this.#advance(id)
    return this.#seen.add(id)
  }

  #advance(id: string | undefined): void {
    if (compareIds(id, this.#newest) > 0) this.#newest = id
  }
}

/** The ids that came last. */
class RecentIds {
  #young = new Set<string>()
  #old = new Set<string>()

  /** Adds an id; `false`: it is there already. */
  add(id: string): boolean {
    if (this.#young.has(id) || this.#old.has(id)) return false
    if (this.#young.size >= MEMORY) {
      this.#old = this.#young
      this.#young = new Set()
    }
    this.#young.add(id)
    return true
  }
}

/** Asks for each item before it is taken. */
function readAhead<T>(items: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = items.next()
  async function* take(): AsyncGenerator<T, void> {
    try {
      for (let { done, value } = await next; !done; { done, value } = await next) {
        next = items.next()
        yield value as T
      }
    } finally {
      void items.return()
    }
  }
  return take()
}

function idOfWaiting({ payload }: RawEvent): string | undefined {
  try {
    return getId(typeof payload === 'string' ? JSON.parse(payload) : payload)
  } catch {
    return undefined
  }
}
