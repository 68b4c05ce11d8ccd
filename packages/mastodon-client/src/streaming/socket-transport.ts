import { isResponseError, StreamError } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import { isFinalStatus, openSocket, type Socket, type SocketStatus } from '@typefed/core/socket'
import { socketUrl } from './address.ts'
import { askOverHttp } from './ask-over-http.ts'
import { socketAuth } from './auth.ts'
import { type Channel, parametersOf } from './channel.ts'
import type { Connecting } from './connecting.ts'
import { type Envelope, readEnvelope } from './envelope.ts'
import { findRefused } from './refusals.ts'
import type { Outlet, Transport } from './source.ts'
import { ChangeWay } from './way.ts'

export interface SocketTransportOptions {
  readonly connecting: Connecting
  /** Whether it carries any number of channels; else one. */
  readonly isMultiplexed: boolean
  /** The server does not stream a channel. */
  readonly onRefused: (outlet: Outlet, error: Error) => void
  /** It has ended by itself, for those that it carried. */
  readonly onEnd: (error: unknown, outlets: readonly Outlet[]) => void
}

/** Connections that could not be opened although the server answers over HTTP: then it refuses WebSockets. */
const MAX_REFUSALS = 2
const DENIALS = new Set([401, 403])

/** Channels on one WebSocket. */
export class SocketTransport implements Transport {
  readonly #options: SocketTransportOptions
  readonly #outlets = new Map<string, Outlet>()
  readonly #socket: Socket
  readonly #running: Promise<void>
  #isOpen = false
  #wasOpen = false
  #refusals = 0

  constructor(options: SocketTransportOptions, first: Outlet) {
    this.#options = options
    this.#outlets.set(first.channel.key, first)
    this.#socket = this.#openSocket()
    this.#running = this.#read().catch((error: unknown) => {
      options.onEnd(this.#wayInstead(error) ?? error, this.#all)
    })
  }

  get isEmpty(): boolean {
    return this.#outlets.size === 0
  }

  add(outlet: Outlet): void {
    this.#outlets.set(outlet.channel.key, outlet)
    if (!this.#isOpen) return
    this.#send('subscribe', outlet.channel)
    outlet.open('websocket')
  }

  remove({ channel }: Outlet): void {
    if (this.#outlets.delete(channel.key) && !this.isEmpty) this.#send('unsubscribe', channel)
  }

  async close(): Promise<void> {
    this.#outlets.clear()
    await this.#socket.close()
    await this.#running
  }

  get #all(): Outlet[] {
    return [...this.#outlets.values()]
  }

  #openSocket(): Socket {
    const { options, settings } = this.#options.connecting
    const { reconnect, WebSocket, idleTimeout } = options
    const auth = socketAuth(settings.accessToken, settings.headers, options.auth)
    return openSocket({
      what: 'streaming',
      secrets: this.#options.connecting.secrets,
      url: () => this.#url(auth.query),
      protocols: () => auth.protocols,
      headers: () => auth.headers,
      probe: (signal) => this.#probe(signal),
      onStatus: (status) => this.#onStatus(status),
      // What comes is handed on at once: only a burst can fill it, and a new connection would bring none of it again.
      buffer: { whenFull: 'drop-oldest' },
      ...(reconnect !== undefined && { reconnect }),
      ...(WebSocket && { WebSocket }),
      ...(idleTimeout !== undefined && { idleTimeout }),
    })
  }

  async #url(auth: Readonly<Record<string, string>> = {}): Promise<URL> {
    const { connecting, isMultiplexed } = this.#options
    const { base, multiplexes } = await connecting.address()
    if (isMultiplexed && !multiplexes) throw new ChangeWay('one each')
    const [only] = isMultiplexed ? [] : this.#all
    const wanted = only && { stream: only.channel.data.stream, ...parametersOf(only.channel) }
    return socketUrl(base, { ...wanted, ...auth })
  }

  async #read(): Promise<void> {
    for await (const frame of this.#socket) this.#onEnvelope(readEnvelope(frame))
    // Where it is not to be made again, a connection that is closed in good order is no error of the socket.
    if (!this.isEmpty) throw new StreamError('streaming: the server closed the connection')
  }

  #send(type: 'subscribe' | 'unsubscribe', channel: Channel): void {
    this.#socket.send(JSON.stringify({ type, stream: channel.data.stream, ...parametersOf(channel) }))
  }

  #onStatus(status: SocketStatus): void {
    const { connecting, isMultiplexed } = this.#options
    switch (status.type) {
      case 'open':
        this.#isOpen = true
        this.#wasOpen = true
        for (const outlet of this.#all) {
          if (isMultiplexed) this.#send('subscribe', outlet.channel)
          outlet.open('websocket')
        }
        break
      case 'drop':
        this.#isOpen = false
        if (status.reason === 'refused') connecting.forgetAddress()
        for (const outlet of this.#all) outlet.onStatus({ type: 'drop', reason: status.error.message })
        break
      case 'retry':
        for (const outlet of this.#all) outlet.onStatus(status)
        break
      case 'caught-up':
        for (const outlet of this.#all) outlet.onStatus({ type: 'lag', dropped: status.lost })
        break
      case 'lag':
        break
    }
  }

  #onEnvelope(envelope: Envelope): void {
    switch (envelope.kind) {
      case 'event': {
        const { key, raw } = envelope
        for (const outlet of this.#outletsOf(key, raw.event)) outlet.onEvent(raw)
        break
      }
      case 'refusal':
        void this.#onRefusal(envelope)
        break
      case 'fault': {
        const fault = validationError('message of the server', [], envelope.expected, envelope.received)
        for (const outlet of this.#all) outlet.onFault(fault)
      }
    }
  }

  /** Whom an event is for; where the server does not say, all that may carry it. */
  #outletsOf(key: string | undefined, event: string): Outlet[] {
    if (key !== undefined) {
      const outlet = this.#outlets.get(key)
      return outlet ? [outlet] : []
    }
    const all = this.#all
    return all.length === 1 ? all : all.filter(({ channel }) => channel.events.has(event))
  }

  async #onRefusal(refusal: Envelope & { kind: 'refusal' }): Promise<void> {
    const { connecting, onRefused } = this.#options
    const refused = await findRefused(connecting, refusal, this.#all)
    for (const [outlet, error] of refused) {
      // Nothing has to be taken back: the server did not begin.
      if (this.#outlets.delete(outlet.channel.key)) onRefused(outlet, error)
    }
    if (refused.size > 0) return
    const fault = new StreamError(
      `streaming: the server refused something: ${connecting.hide(refusal.error)}`,
    )
    for (const outlet of this.#all) outlet.onFault(fault)
  }

  /** A WebSocket does not tell why it was refused; what is asked of the same server over HTTP does. */
  async #probe(signal: AbortSignal): Promise<Error | undefined> {
    const { connecting } = this.#options
    const [outlet] = this.#all
    const refusal = outlet && (await askOverHttp(connecting, outlet.channel, signal))
    if (refusal) {
      // A server that streamed before may lack this path, or be back in a moment.
      const isFinal = DENIALS.has(refusal.status) || (!this.#wasOpen && isFinalStatus(refusal.status))
      return isFinal ? refusal : undefined
    }
    this.#refusals++
    const mayChange = this.#mayChange && this.#refusals >= MAX_REFUSALS
    return mayChange ? new ChangeWay('sse') : undefined
  }

  /** Whether events may come over HTTP instead. */
  get #mayChange(): boolean {
    return (this.#options.connecting.options.transport ?? 'auto') === 'auto' && !this.#wasOpen
  }

  /** Some WebSockets do tell the status of a refusal; unless it is the token that is refused, HTTP is left. */
  #wayInstead(error: unknown): ChangeWay | undefined {
    const isOfSockets = isResponseError(error) && !DENIALS.has(error.status)
    return isOfSockets && this.#mayChange ? new ChangeWay('sse') : undefined
  }
}
