import { isValidationError, type StreamError, type ValidationError } from '@typefed/core'
import { type Endpoint, notify } from '@typefed/core/internal'
import type { EventStream, StreamOptions, StreamStatus } from '@typefed/core/rest'
import { FrameQueue } from '@typefed/core/socket'
import type { Floor } from '../version/since.ts'
import type { Channel } from './channel.ts'
import { type DecodedEvent, decodeEvent } from './decode.ts'
import type { RawEvent } from './envelope.ts'
import { GapFiller } from './gap-filler.ts'
import type { StreamingHost, StreamingSettings } from './host.ts'
import { hubOf } from './hubs.ts'
import type { Listener } from './source.ts'

const DEFAULT_BUFFER = 10_000

/** One who listens to a channel: events as they happen, in the order in which they are to be taken. */
export class Listening implements EventStream<DecodedEvent>, Listener {
  readonly #client: StreamingHost<Floor>
  readonly #channel: Channel
  readonly #options: StreamOptions
  readonly #settings: StreamingSettings<Floor>
  readonly #buffer: number
  readonly #events = new FrameQueue<DecodedEvent>()
  readonly #walk = this.#takeEvents()
  /** Aborted at the end. */
  readonly #ending = new AbortController()
  readonly #gaps: GapFiller | undefined
  #release: (() => Promise<void>) | undefined
  #closed: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined
  /** It was open once, or it was said that it is not. */
  #hasBegun = false
  #lost = 0
  #wake = (): void => {}
  #makeRoom = (): void => {}

  constructor(client: StreamingHost<Floor>, channel: Channel, options: StreamOptions) {
    this.#client = client
    this.#channel = channel
    this.#options = options
    this.#settings = client.settings()
    const { backfill = false, buffer = DEFAULT_BUFFER } = options
    this.#buffer = buffer
    this.#gaps = backfill === false ? undefined : this.#gapFiller(backfill)
  }

  next(): Promise<IteratorResult<DecodedEvent, undefined>> {
    return this.#walk.next()
  }

  async return(): Promise<IteratorResult<DecodedEvent, undefined>> {
    await this.close()
    return { done: true, value: undefined }
  }

  async close(): Promise<void> {
    this.#events.clear()
    this.#end()
    await this.#closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  onEvent(raw: RawEvent): void {
    this.#guard(() => {
      const event = this.#decode(raw)
      if (!event) return
      if (this.#gaps) this.#gaps.take(event)
      else this.#push(event)
    })
  }

  onStatus(status: StreamStatus): void {
    this.#guard(() => {
      if (this.#options.onStatus) notify(this.#options.onStatus, status)
      else this.#warnAtStart(status)
      if (status.type !== 'open' || !status.reconnected) return
      this.#gaps?.fill().catch((error: unknown) => this.onEnd(error))
    })
  }

  /** A stream that nobody watches says once that it cannot begin. */
  #warnAtStart(status: StreamStatus): void {
    if (status.type === 'drop' && !this.#hasBegun)
      console.warn(`${this.#channel.data.stream}: ${status.reason}`)
    if (status.type === 'drop' || status.type === 'open') this.#hasBegun = true
  }

  onFault(error: ValidationError | StreamError): void {
    this.#guard(() => this.#report(error))
  }

  onEnd(error: unknown): void {
    this.#end({ error })
  }

  async *#takeEvents(): AsyncGenerator<DecodedEvent, undefined> {
    try {
      await this.#start()
      for (;;) {
        for (let event = this.#take(); event !== undefined; event = this.#take()) yield event
        if (this.#failure) throw this.#failure.error
        if (this.#isEnded) return undefined
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      await this.close()
    }
  }

  async #start(): Promise<void> {
    const { signal } = this.#options
    signal?.throwIfAborted()
    signal?.addEventListener('abort', this.#onAbort)
    await this.#settings.gate?.checkVersion(toEndpoint(this.#channel), this.#client, signal)
    await this.#gaps?.begin()
    if (this.#isEnded) return
    this.#release = hubOf(this.#client).add(this.#channel, this)
    // A handler may have thrown when it was told that the connection is there.
    if (this.#isEnded) await this.#release()
  }

  #decode(raw: RawEvent): DecodedEvent | undefined {
    return decodeEvent(this.#channel, raw, this.#settings, (error) => this.#report(error))
  }

  #push(event: DecodedEvent): void {
    if (this.#events.length >= this.#buffer) {
      this.#events.shift()
      this.#lost++
    }
    this.#events.push(event)
    this.#wake()
  }

  #take(): DecodedEvent | undefined {
    const event = this.#events.shift()
    if (this.#hasRoom) this.#makeRoom()
    if (this.#lost > 0) {
      const dropped = this.#lost
      this.#lost = 0
      this.onStatus({ type: 'lag', dropped })
    }
    return event
  }

  get #hasRoom(): boolean {
    return this.#isEnded || this.#events.length < this.#buffer / 2
  }

  async #room(): Promise<void> {
    while (!this.#hasRoom) await new Promise<void>((resolve) => (this.#makeRoom = resolve))
  }

  #gapFiller(backfill: true | { limit: number }): GapFiller {
    return new GapFiller({
      client: this.#client,
      channel: this.#channel,
      backfill,
      signal: this.#ending.signal,
      decode: (payload) => this.#decode({ event: 'update', payload }),
      emit: (event) => this.#push(event),
      room: () => this.#room(),
      onFilled: (posts, complete) => this.onStatus({ type: 'backfill', posts, complete }),
      onFault: (error) => this.onFault(error),
    })
  }

  #report(error: ValidationError | StreamError): void {
    const { onError } = this.#options
    const { onWarning = console.warn } = this.#settings
    if (onError) notify(onError, error)
    else if (isValidationError(error)) notify(onWarning, error)
    else console.warn(error)
  }

  /** What a handler of the user's throws ends this stream, and no other. */
  #guard(run: () => void): void {
    if (this.#isEnded) return
    try {
      run()
    } catch (error) {
      this.onEnd(error)
    }
  }

  readonly #onAbort = (): void => {
    this.#events.clear()
    this.onEnd(this.#options.signal?.reason)
  }

  /** The first end counts. */
  #end(failure?: { readonly error: unknown }): void {
    if (this.#isEnded) return
    this.#failure = failure
    this.#ending.abort()
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    this.#closed = this.#release?.()
    this.#makeRoom()
    this.#wake()
  }

  get #isEnded(): boolean {
    return this.#ending.signal.aborted
  }
}

/** A stream as an endpoint, to check the server's version. */
function toEndpoint({ data }: Channel): Endpoint {
  const { stream, path, scopes, requires } = data
  return { name: stream, method: 'GET', path, scopes, ...(requires !== undefined && { requires }) }
}
