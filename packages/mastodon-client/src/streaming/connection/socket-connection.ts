import { isResponseError, StreamError } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import {
  canPing,
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
import { type SocketAuth, socketAuth } from './auth.ts'
import { type Channel, parametersOf } from '../channel.ts'
import type { ChannelSubscribers } from '../channel-subscribers.ts'
import type { ConnectionContext } from './context.ts'
import type { ChannelConnection, TransportMode } from './pool.ts'
import { type Envelope, parseEnvelope, type Refusal } from './envelope.ts'
import { askOverHttp, DENIALS, findRefused } from './refusals.ts'

/** Connections that could not be opened although the server responds over HTTP: then it refuses WebSockets. */
const MAX_REFUSALS = 2

/** Mastodon refuses a stream that does not exist, and does nothing else: a sign of life. */
const QUESTION = JSON.stringify({ type: 'subscribe', stream: 'typefed' })

/** Channels on one WebSocket. */
export class SocketConnection implements ChannelConnection {
  readonly channels: Set<ChannelSubscribers> = new Set()
  readonly #context: ConnectionContext
  readonly #isMultiplexed: boolean
  /** The keys of all channels that were ever asked for: events of one that was left may still come. */
  readonly #asked = new Set<string>()
  readonly #socket: Socket
  readonly #ending = new AbortController()
  /** How often a channel was asked for again on this connection. */
  readonly #attempts = new Map<ChannelSubscribers, number>()
  /** Channels that are asked for again in a while. */
  readonly #waiting = new Set<ChannelSubscribers>()
  /** Questions that have no reply yet. */
  #questions = 0
  #connection = 0
  #isOpen = false
  #refusals = 0
  #fallback: TransportMode | undefined
  /** Why the server does not respond over HTTP. */
  #why = ''

  constructor(context: ConnectionContext, first: ChannelSubscribers, isMultiplexed: boolean) {
    this.#context = context
    this.#isMultiplexed = isMultiplexed
    this.channels.add(first)
    this.#asked.add(first.channel.key)
    this.#socket = this.#openSocket()
  }

  async run(): Promise<TransportMode | undefined> {
    try {
      for await (const frame of this.#socket) this.#route(parseEnvelope(frame))
    } catch (error) {
      // Some WebSockets tell the status of a refusal; unless it is the token that is refused, HTTP is left.
      if (isResponseError(error) && !DENIALS.has(error.status) && this.#mayFallBack) return 'sse'
      throw error
    }
    if (this.#fallback || this.channels.size === 0) return this.#fallback
    // Where it is not to be made again, a connection that is closed in good order is no error of the socket.
    throw new StreamError('streaming: the server closed the connection')
  }

  add(channel: ChannelSubscribers): void {
    this.channels.add(channel)
    this.#asked.add(channel.channel.key)
    if (!this.#isOpen) return
    this.#send('subscribe', channel.channel)
    channel.open('websocket')
  }

  remove(channel: ChannelSubscribers): void {
    if (this.channels.delete(channel) && this.channels.size > 0) this.#send('unsubscribe', channel.channel)
  }

  async close(): Promise<void> {
    this.#ending.abort()
    await this.#socket.close()
  }

  #openSocket(): Socket {
    const { options, secrets } = this.#context
    const { reconnect, WebSocket, idleTimeout } = options
    return openSocket({
      what: 'streaming',
      secrets,
      url: () => this.#url(),
      protocols: () => this.#auth.protocols,
      headers: () => this.#auth.headers,
      probe: (signal) => this.#probe(signal),
      ...(this.#isMultiplexed && { question: () => this.#ask() }),
      onStatus: (status) => this.#onStatus(status),
      // Frames are routed at once: only a burst can fill it, and a new connection would bring none of it again.
      buffer: { whenFull: 'drop-oldest' },
      ...(reconnect !== undefined && { reconnect }),
      ...(WebSocket && { WebSocket }),
      ...(idleTimeout !== undefined && { idleTimeout }),
    })
  }

  /** With the token of the moment. */
  get #auth(): SocketAuth {
    const { accessToken, settings, options } = this.#context
    return socketAuth(accessToken, settings.headers, options.auth)
  }

  async #url(): Promise<URL> {
    const { base, multiplexes } = await this.#context.address()
    await this.#context.settings.session?.renewAhead()
    if (this.#isMultiplexed && !multiplexes) this.#fallBack('one-each')
    const [only] = this.#isMultiplexed ? [] : this.channels
    const wanted = only && { stream: only.channel.data.stream, ...parametersOf(only.channel) }
    return socketUrl(base, { ...wanted, ...this.#auth.query })
  }

  /** Whether nothing tells that the connection is dead. */
  get #isUnwatched(): boolean {
    const { WebSocket, idleTimeout = 0 } = this.#context.options
    return !this.#isMultiplexed && idleTimeout === 0 && !canPing(WebSocket)
  }

  /** Ends the socket in favour of another transport mode. */
  #fallBack(mode: TransportMode): void {
    this.#fallback = mode
    void this.#socket.close()
  }

  /** Whether events may come over HTTP instead. */
  get #mayFallBack(): boolean {
    return (this.#context.options.transport ?? 'auto') === 'auto' && this.#connection === 0
  }

  #send(type: 'subscribe' | 'unsubscribe', channel: Channel): void {
    this.#socket.send(JSON.stringify({ type, stream: channel.data.stream, ...parametersOf(channel) }))
  }

  #onStatus(status: SocketStatus): void {
    switch (status.type) {
      case 'open':
        this.#isOpen = true
        this.#connection = status.connection
        this.#attempts.clear()
        this.#questions = 0
        for (const channel of this.channels) {
          if (this.#isMultiplexed) this.#send('subscribe', channel.channel)
          channel.open('websocket', this.#isUnwatched)
        }
        break
      case 'drop':
        this.#isOpen = false
        if (status.reason === 'refused') this.#context.forgetAddress()
        for (const channel of this.channels) channel.notify({ type: 'drop', reason: status.error.message })
        break
      case 'retry':
        for (const channel of this.channels) channel.notify(status, this.#why)
        break
      case 'caught-up':
        for (const channel of this.channels) channel.notify({ type: 'lag', dropped: status.lost })
        break
      case 'lag':
      case 'refusal':
        break
    }
  }

  #route(envelope: Envelope): void {
    switch (envelope.kind) {
      case 'event': {
        const { key, raw } = envelope
        const channels = this.#channelsOf(key, raw.event)
        if (channels) for (const channel of channels) channel.push(raw)
        else this.#onUnknown(key as string)
        break
      }
      case 'refusal':
        if (!this.#isReply(envelope)) void this.#onRefusal(envelope)
        break
      case 'invalid':
        this.#report(validationError('message of the server', [], envelope.expected, envelope.received))
    }
  }

  /**
   * The channels that an event is for; where the server does not say, all that may carry it, and all of a connection
   * for one channel, whatever the server calls that. `undefined` for a channel that was never asked for.
   */
  #channelsOf(key: string | undefined, event: string): ChannelSubscribers[] | undefined {
    const all = [...this.channels]
    if (this.#asked.size === 1) return all
    if (key === undefined) return all.filter(({ channel }) => channel.data.usual.includes(event))
    return this.#asked.has(key) ? all.filter(({ channel }) => channel.key === key) : undefined
  }

  #onUnknown(key: string): void {
    // Once is enough.
    this.#asked.add(key)
    const name = JSON.stringify(this.#context.hide(key.trim()))
    this.#report(new StreamError(`streaming: events of a stream came that was not asked for: ${name}`))
  }

  #report(error: Error): void {
    for (const channel of this.channels) channel.report(error)
  }

  /** The question whether the server is there. */
  #ask(): string {
    this.#questions++
    return QUESTION
  }

  /**
   * Whether a refusal is the reply to a question: it is the only one with this status, or with none by older servers.
   */
  #isReply({ status = 400 }: Refusal): boolean {
    if (this.#questions === 0 || status !== 400) return false
    this.#questions--
    return true
  }

  async #onRefusal(refusal: Refusal): Promise<void> {
    const { final, passing } = await findRefused(this.#context, refusal, this.channels)
    for (const [channel, error] of final) {
      // Nothing has to be taken back: the server did not begin.
      if (this.channels.delete(channel)) channel.end(error)
    }
    // A refusal may be of any of them, so one that waits already must not wait twice.
    for (const channel of passing) {
      if (!this.#waiting.has(channel)) void this.#askAgain(channel, refusal)
    }
    if (final.size + passing.length > 0) return
    const said = this.#context.hide(refusal.error)
    this.#report(new StreamError(`streaming: the server refused a request: ${said}`))
  }

  /** Asks again for a channel that the server refuses for now, on the same connection and ever more slowly. */
  async #askAgain(channel: ChannelSubscribers, { error }: Refusal): Promise<void> {
    const connection = this.#connection
    const attempt = (this.#attempts.get(channel) ?? 0) + 1
    this.#attempts.set(channel, attempt)
    const delay = retryDelay(attempt + 1, reconnectPolicy(this.#context.options.reconnect), Math.random())
    channel.notify({ type: 'drop', reason: `the server refused the stream: ${this.#context.hide(error)}` })
    channel.notify({ type: 'retry', attempt, delay })
    this.#waiting.add(channel)
    await pause(SYSTEM_CLOCK, delay, this.#ending.signal)
    this.#waiting.delete(channel)
    // A new connection has asked for all of its channels.
    if (connection !== this.#connection || !this.channels.has(channel)) return
    this.#send('subscribe', channel.channel)
    channel.open('websocket')
  }

  /** A WebSocket does not tell why it was refused; a request to the same server over HTTP does. */
  async #probe(signal: AbortSignal): Promise<Error | 'retry' | undefined> {
    const [first] = this.channels
    if (!first) return undefined
    this.#why = ''
    const used = this.#context.accessToken
    const refusal = await askOverHttp(this.#context, first.channel, signal).catch((error: Error) => {
      this.#why = ` (${this.#context.hide(error.message)})`
      throw error
    })
    // Asking has renewed the token, with which the server is asked for a WebSocket, too.
    if (this.#context.accessToken !== used) return 'retry'
    if (refusal) {
      const hasBeenOpen = this.#connection > 0
      // A server that streamed before may lack this path, or be back in a moment.
      const isFinal = DENIALS.has(refusal.status) || (!hasBeenOpen && isFinalStatus(refusal.status))
      return isFinal ? refusal : undefined
    }
    this.#refusals++
    if (this.#mayFallBack && this.#refusals >= MAX_REFUSALS) this.#fallBack('sse')
    return undefined
  }
}
