import { isValidationError } from '@typefed/core'
import { notify } from '@typefed/core/internal'
import type { ListenOptions, StreamStatus } from '@typefed/core/rest'
import { BoundedQueue } from '@typefed/core/socket'
import type { Floor } from '../version/since.ts'
import type { Gap } from './backfill.ts'
import type { Channel } from './channel.ts'
import type { ConnectionPool } from './connection/pool.ts'
import { type DecodedEvent, decodeEvent } from './decode.ts'
import type { RawEvent } from './connection/envelope.ts'
import type { StreamingSettings } from './options.ts'

const DEFAULT_LIMITS = { size: 10_000, bytes: 33_554_432 }

/** One loop over a channel: what waits for it to be taken, and its handlers. */
export class EventSubscription {
  readonly channel: Channel
  readonly options: ListenOptions
  readonly settings: StreamingSettings<Floor>
  /** Makes the gap that a new connection leaves behind, if gaps are to be filled. */
  openGap: (() => Gap) | undefined
  readonly #queue: BoundedQueue<RawEvent | Gap>
  readonly #ending = new AbortController()
  #leave: (() => Promise<void>) | undefined
  #left: Promise<void> | undefined
  #lost = 0
  /** The warning at the start was given, or is not needed. */
  #hasBegun = false
  #reason = ''

  constructor(channel: Channel, options: ListenOptions, settings: StreamingSettings<Floor>) {
    this.channel = channel
    this.options = options
    this.settings = settings
    const { buffer = {}, signal } = options
    const limits = typeof buffer === 'number' ? { size: buffer } : buffer
    this.#queue = new BoundedQueue({
      ...DEFAULT_LIMITS,
      ...limits,
      bytesOf: (item) => ('bytes' in item ? item.bytes : 0),
      onTake: () => this.#reportLoss(),
    })
    if (signal?.aborted) this.#onAbort()
    else signal?.addEventListener('abort', this.#onAbort)
  }

  /** Aborted at the end. */
  get signal(): AbortSignal {
    return this.#ending.signal
  }

  /** Takes what waits, until the end. */
  take(): AsyncGenerator<RawEvent | Gap, void> {
    return this.#queue.take()
  }

  /** The first event that waits and is such. */
  find(isWanted: (event: RawEvent) => boolean): RawEvent | undefined {
    return this.#queue.find((item) => 'event' in item && isWanted(item)) as RawEvent | undefined
  }

  /** Begins to receive what a pool brings. */
  join(pool: ConnectionPool): void {
    if (this.signal.aborted) return
    const leave = pool.add(this)
    this.#leave = leave
    // A handler may have thrown when the connection was reported to it.
    if (this.signal.aborted) this.#left = leave()
  }

  push(item: RawEvent | Gap): void {
    if (this.signal.aborted) return
    this.#queue.push(item)
    for (const dropped of this.#queue.dropOldest()) {
      if ('event' in dropped) this.#lost++
      else this.#queue.unshift(dropped)
    }
  }

  /** Parses and checks an event; reports one that cannot be read, and gives nothing for it. */
  decode(event: DecodedEvent): DecodedEvent | undefined {
    return decodeEvent(this.channel, event, this.settings, (error) => this.report(error))
  }

  /** @param why more of the reason than the status has */
  notify(status: StreamStatus, why = ''): void {
    this.#guard(() => {
      notify(this.options.onStatus, status)
      if (!this.options.onStatus) this.#warnAtStart(status, why)
      if (status.type === 'open' && status.reconnected) this.#pushGap()
    })
  }

  /** Reports what could not be read. */
  report(error: Error): void {
    const { onWarning = console.warn } = this.settings
    const { onError = isValidationError(error) ? onWarning : console.warn } = this.options
    this.#guard(() => notify(onError as (error: Error) => void, error))
  }

  /** Ends the loop after what waits. The first end counts. */
  end(failure?: { readonly error: unknown }): void {
    if (this.signal.aborted) return
    this.#ending.abort()
    this.options.signal?.removeEventListener('abort', this.#onAbort)
    this.#left = this.#leave?.()
    this.#queue.end(failure)
  }

  /** Drops what was not taken. */
  async close(): Promise<void> {
    this.#queue.clear()
    this.end()
    await this.#left
  }

  /** A stream without `onStatus` warns once that it cannot begin, or that its end may go unnoticed. */
  #warnAtStart(status: StreamStatus, why: string): void {
    const { stream } = this.channel.data
    if (status.type === 'open' && status.unwatched && !this.#hasBegun)
      console.warn(
        `${stream}: a dead connection goes unnoticed, for want of pings: set streaming.idleTimeout`,
      )
    if (status.type === 'drop') this.#reason = status.reason
    if (status.type === 'retry' && !this.#hasBegun) console.warn(`${stream}: ${this.#reason}${why}`)
    if (status.type === 'retry' || status.type === 'open') this.#hasBegun = true
  }

  #pushGap(): void {
    const gap = this.openGap?.()
    if (!gap) return
    // Events that wait come before it, and the last of them is where it begins.
    if (this.#queue.length === 0) gap.pages()
    this.push(gap)
  }

  #reportLoss(): void {
    if (this.#lost === 0) return
    const dropped = this.#lost
    this.#lost = 0
    this.notify({ type: 'lag', dropped })
  }

  /** An error that the user's handler throws ends this loop, and no other. */
  #guard(run: () => void): void {
    if (this.signal.aborted) return
    try {
      run()
    } catch (error) {
      this.end({ error })
    }
  }

  readonly #onAbort = (): void => {
    this.#queue.clear()
    this.end({ error: this.options.signal?.reason })
  }
}
