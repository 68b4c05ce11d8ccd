import type { StreamError, ValidationError } from '@typefed/core'
import type { StreamStatus } from '@typefed/core/rest'
import type { Channel } from './channel.ts'
import type { RawEvent } from './envelope.ts'

/** Who wants to hear what comes on a channel. */
export interface Listener {
  onEvent(raw: RawEvent): void
  onStatus(status: StreamStatus): void
  /** Something came that cannot be read. */
  onFault(error: ValidationError | StreamError): void
  /** Nothing more will come. */
  onEnd(error: unknown): void
}

type OpenStatus = Extract<StreamStatus, { type: 'open' }>

/** A channel with all who listen to it. */
export class Outlet implements Listener {
  readonly channel: Channel
  readonly listeners: Set<Listener> = new Set()
  /** Events come, so the server has not refused the channel. */
  isConfirmed = false
  readonly #onEmpty: (outlet: Outlet) => void
  #open: OpenStatus | undefined
  #wasOpen = false

  constructor(channel: Channel, onEmpty: (outlet: Outlet) => void) {
    this.channel = channel
    this.#onEmpty = onEmpty
  }

  /** Adds one more who listens; the returned function takes it back. */
  add(listener: Listener): () => void {
    this.listeners.add(listener)
    if (this.#open) listener.onStatus({ ...this.#open, reconnected: false })
    return () => {
      if (this.listeners.delete(listener) && this.listeners.size === 0) this.#onEmpty(this)
    }
  }

  /** Events come from now on. */
  open(transport: 'websocket' | 'sse'): void {
    this.isConfirmed = false
    this.#open = { type: 'open', transport, reconnected: this.#wasOpen }
    this.#wasOpen = true
    this.onStatus(this.#open)
  }

  onEvent(raw: RawEvent): void {
    this.isConfirmed = true
    for (const listener of this.listeners) listener.onEvent(raw)
  }

  onStatus(status: StreamStatus): void {
    if (status.type === 'drop') this.#open = undefined
    for (const listener of this.listeners) listener.onStatus(status)
  }

  onFault(error: ValidationError | StreamError): void {
    for (const listener of this.listeners) listener.onFault(error)
  }

  onEnd(error: unknown): void {
    for (const listener of this.listeners) listener.onEnd(error)
  }
}

/** What brings events to outlets. */
export interface Transport {
  add(outlet: Outlet): void
  remove(outlet: Outlet): void
  /** Ends it; resolves when its connection is closed. */
  close(): Promise<void>
}
