import type { StreamStatus } from '@typefed/core/rest'
import type { Channel } from './channel.ts'
import type { ChannelConnection } from './connection/pool.ts'
import type { RawEvent } from './connection/envelope.ts'
import type { EventSubscription } from './event-subscription.ts'

type OpenStatus = Extract<StreamStatus, { type: 'open' }>

/** A channel with all its subscriptions. */
export class ChannelSubscribers {
  readonly channel: Channel
  /** Events come, so the server has not refused the channel. */
  isConfirmed = false
  connection: ChannelConnection | undefined
  readonly #subscriptions = new Set<EventSubscription>()
  readonly #onEmpty: (channel: ChannelSubscribers) => Promise<void> | undefined
  #open: OpenStatus | undefined
  #wasOpen = false

  constructor(channel: Channel, onEmpty: (channel: ChannelSubscribers) => Promise<void> | undefined) {
    this.channel = channel
    this.#onEmpty = onEmpty
  }

  /** Adds a subscription; the returned function takes it away. */
  add(subscription: EventSubscription): () => Promise<void> {
    this.#subscriptions.add(subscription)
    if (this.#open) subscription.notify({ ...this.#open, reconnected: false })
    return async () => {
      if (this.#subscriptions.delete(subscription) && this.#subscriptions.size === 0)
        await this.#onEmpty(this)
    }
  }

  /** Events come from now on. */
  open(transport: 'websocket' | 'sse', unwatched = false): void {
    this.isConfirmed = false
    this.#open = {
      type: 'open',
      transport,
      reconnected: this.#wasOpen,
      ...(unwatched && { unwatched }),
    }
    this.#wasOpen = true
    this.notify(this.#open)
  }

  push(event: RawEvent): void {
    this.isConfirmed = true
    for (const subscription of this.#subscriptions) subscription.push(event)
  }

  /** @param why more of the reason than the status has */
  notify(status: StreamStatus, why?: string): void {
    if (status.type === 'drop') this.#open = undefined
    for (const subscription of this.#subscriptions) subscription.notify(status, why)
  }

  report(error: Error): void {
    for (const subscription of this.#subscriptions) subscription.report(error)
  }

  end(error: unknown): void {
    for (const subscription of this.#subscriptions) subscription.end({ error })
  }
}
