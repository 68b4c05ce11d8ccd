import { isResponseError, StreamError } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import {
  isFinalStatus,
  openSocket,
  pause,
  reconnectPolicy,
  retryDelay,
  type Socket,
  type SocketStatus,
  SYSTEM_CLOCK,
} from '@typefed/core/socket'
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

/** Mastodon refuses a stream that there is not, and does nothing else: a sign of life. */
const QUESTION = JSON.stringify({ type: 'subscribe', stream: 'typefed' })

/** Channels on one WebSocket. */
export class SocketTransport implements Transport {
  readonly #options: SocketTransportOptions
  readonly #outlets = new Map<string, Outlet>()
  /** The keys of all channels that this connection was ever asked for: what was ended may still come. */
  readonly #asked = new Set<string>()
  readonly #socket: Socket
  readonly #running: Promise<void>
  readonly #ending = new AbortController()
  /** Channels that are asked for again in a while. */
  readonly #waiting = new Set<Outlet>()
  /** How often a channel was asked for again. */
  readonly #attempts = new Map<Outlet, number>()
  /** Questions that have no reply yet. */
  #questions = 0
  /** Which connection it is. */
  #connection = 0
  #isOpen = false
  #wasOpen = false
  #refusals = 0

  constructor(options: SocketTransportOptions, first: Outlet) {
    this.#options = options
    this.#outlets.set(first.channel.key, first)
    this.#asked.add(first.channel.key)
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
    this.#asked.add(outlet.channel.key)
    if (!this.#isOpen) return
    this.#send('subscribe', outlet.channel)
    outlet.open('websocket')
  }

  remove({ channel }: Outlet): void {
    if (this.#outlets.delete(channel.key) && !this.isEmpty) this.#send('unsubscribe', channel)
  }

  async close(): Promise<void> {
    this.#outlets.clear()
    this.#ending.abort()
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
      ...(this.#options.isMultiplexed && { question: () => this.#ask() }),
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
        this.#connection = status.connection
        this.#attempts.clear()
        this.#questions = 0
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
      case 'refusal':
        break
    }
  }

  #onEnvelope(envelope: Envelope): void {
    switch (envelope.kind) {
      case 'event': {
        const { key, raw } = envelope
        const outlets = this.#outletsOf(key, raw.event)
        if (outlets) for (const outlet of outlets) outlet.onEvent(raw)
        else this.#onUnknown(key as string)
        break
      }
      case 'refusal':
        if (!this.#isReply(envelope)) void this.#onRefusal(envelope)
        break
      case 'fault': {
        const fault = validationError('message of the server', [], envelope.expected, envelope.received)
        for (const outlet of this.#all) outlet.onFault(fault)
      }
    }
  }

  /**
   * Whom an event is for; where the server does not say, all that may carry it, and all of a connection for one channel,
   * whatever the server calls that. `undefined` for a channel that nobody asked for.
   */
  #outletsOf(key: string | undefined, event: string): Outlet[] | undefined {
    const all = this.#all
    if (this.#asked.size === 1) return all
    if (key === undefined) return all.filter(({ channel }) => channel.data.usual.includes(event))
    const outlet = this.#outlets.get(key)
    if (outlet) return [outlet]
    return this.#asked.has(key) ? [] : undefined
  }

  #onUnknown(key: string): void {
    // Once is enough.
    this.#asked.add(key)
    const name = JSON.stringify(this.#options.connecting.hide(key.trim()))
    const fault = new StreamError(`streaming: events came of a stream that nobody asked for: ${name}`)
    for (const outlet of this.#all) outlet.onFault(fault)
  }

  /** The question whether the server is there. */
  #ask(): string {
    this.#questions++
    return QUESTION
  }

  /** Whether a refusal is the reply to a question: it is the only one with this status, or with none by older servers. */
  #isReply({ status = 400 }: Envelope & { kind: 'refusal' }): boolean {
    if (this.#questions === 0 || status !== 400) return false
    this.#questions--
    return true
  }

  async #onRefusal(refusal: Envelope & { kind: 'refusal' }): Promise<void> {
    const { connecting, onRefused } = this.#options
    const { final, passing } = await findRefused(connecting, refusal, this.#all)
    for (const [outlet, error] of final) {
      // Nothing has to be taken back: the server did not begin.
      if (this.#outlets.delete(outlet.channel.key)) onRefused(outlet, error)
    }
    // A refusal may be of any of them, so one that waits already must not wait twice.
    for (const outlet of passing) {
      if (!this.#waiting.has(outlet)) void this.#askAgain(outlet, refusal).catch(() => {})
    }
    if (final.size + passing.length > 0) return
    const fault = new StreamError(
      `streaming: the server refused something: ${connecting.hide(refusal.error)}`,
    )
    for (const outlet of this.#all) outlet.onFault(fault)
  }

  /** Asks for a channel again that the server refuses for now, on the same connection and ever more slowly. */
  async #askAgain(outlet: Outlet, { error }: Envelope & { kind: 'refusal' }): Promise<void> {
    const { connecting } = this.#options
    const connection = this.#connection
    const attempt = (this.#attempts.get(outlet) ?? 0) + 1
    this.#attempts.set(outlet, attempt)
    const delay = retryDelay(attempt + 1, reconnectPolicy(connecting.options.reconnect), Math.random())
    outlet.onStatus({ type: 'drop', reason: `the server refused the stream: ${connecting.hide(error)}` })
    outlet.onStatus({ type: 'retry', attempt, delay })
    this.#waiting.add(outlet)
    await pause(SYSTEM_CLOCK, delay, this.#ending.signal)
    this.#waiting.delete(outlet)
    // A new connection has asked for all of its channels.
    if (connection !== this.#connection || !this.#outlets.has(outlet.channel.key)) return
    this.#send('subscribe', outlet.channel)
    outlet.open('websocket')
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
