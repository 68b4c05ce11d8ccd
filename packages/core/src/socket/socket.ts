import { reasonOf } from '../base/failure.ts'
import { notify } from '../base/notify.ts'
import { hideSecrets, hideTokens } from '../client/secrets.ts'
import { isNetworkError, NetworkError } from '../errors/network-error.ts'
import type { ResponseError } from '../errors/response-error.ts'
import { StreamError } from '../errors/stream-error.ts'
import { BoundedQueue } from './bounded-queue.ts'
import { type Clock, SYSTEM_CLOCK } from './clock.ts'
import { Connection, type Drop } from './connection.ts'
import { finalError } from './final-error.ts'
import type { BufferOptions, Frame, Socket, SocketOptions, SocketState, SocketStatus } from './options.ts'
import { plainRequest } from './plain-request.ts'
import { type Loss, reconnecting } from './reconnecting.ts'
import { defaultWebSocket, openWebSocket, type WebSocketConstructor } from './web-socket.ts'

/**
 * Opens a WebSocket that comes back when its connection was lost, until the loop over it is left.
 *
 * The loop throws what ended the socket, after the frames that came before it: the last NetworkError when the attempts
 * of `reconnect` are used up, the ResponseError of a handshake that was refused with a 4xx (where the WebSocket tells,
 * or `probe` does; 408, 425 and 429 are tried again), a StreamError when the server closed for good. The signal's
 * reason is thrown at once.
 */
export function openSocket(options: SocketOptions): Socket {
  return new ReconnectingSocket(options)
}

const NORMAL_CLOSE = 1000
/**
 * Statuses that a plain request gets where there is no such stream; 400, 401, 403 and 426 come of healthy servers,
 * too.
 */
const MISSING = new Set([404, 501])
/** Milliseconds. */
const PLAIN_REQUEST_TIMEOUT = 5_000
/** Bytes that wait, by default. */
const MAX_BYTES = 33_554_432

/** How a connection was lost; 'left': it was not. */
type Outcome = { readonly drop: Drop; readonly openFor: number } | 'left'

/** The buffer is full, or was and has no room yet. */
interface Lag {
  readonly action: 'pause' | 'reconnect' | 'drop-oldest'
  /** Frames that were dropped. */
  lost: number
  readonly over: PromiseWithResolvers<void>
}

class ReconnectingSocket implements Socket {
  readonly #options: SocketOptions
  readonly #WebSocket: WebSocketConstructor
  readonly #whenFull: NonNullable<BufferOptions['whenFull']>
  readonly #clock: Clock
  readonly #frames: BoundedQueue<Frame>
  readonly #walk: AsyncGenerator<Frame, void>
  /** Aborted at the end: whatever is waited for is given up. */
  readonly #ending = new AbortController()
  #state: SocketState = 'connecting'
  #what = 'WebSocket'
  #connection: Connection | undefined
  #connections = 0
  #explanation: Promise<ResponseError | undefined> | undefined
  #address = ''
  #lag: Lag | undefined
  #closed: Promise<void> | undefined

  constructor(options: SocketOptions) {
    const { WebSocket = defaultWebSocket(), clock = SYSTEM_CLOCK, signal, buffer = {} } = options
    if (!WebSocket) throw new TypeError('there is no global WebSocket: the option WebSocket must give one')
    this.#options = options
    this.#WebSocket = WebSocket
    const {
      size = 5_000,
      bytes = MAX_BYTES,
      whenFull = 'reconnect',
    } = typeof buffer === 'number' ? { size: buffer } : buffer
    this.#whenFull = whenFull
    this.#frames = new BoundedQueue({
      size,
      bytes,
      bytesOf: ({ length }) => length,
      onTake: () => this.#lag && this.#catchUp(this.#lag),
    })
    this.#walk = this.#takeFrames()
    this.#clock = clock
    if (signal?.aborted) this.#onAbort()
    else signal?.addEventListener('abort', this.#onAbort)
    void this.#keepConnected().catch((error: unknown) => this.#end(error))
  }

  get state(): SocketState {
    return this.#state
  }

  send(data: Frame): boolean {
    return this.#connection?.send(data) ?? false
  }

  async close(): Promise<void> {
    this.#frames.clear()
    this.#end()
    await this.#closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  [Symbol.asyncIterator](): AsyncIterator<Frame, void> {
    return this.#walk
  }

  async *#takeFrames(): AsyncGenerator<Frame, void> {
    try {
      yield* this.#frames.take()
    } finally {
      await this.close()
    }
  }

  #keepConnected(): Promise<void> {
    const { reconnect, random } = this.#options
    return reconnecting(() => this.#connectOnce(), {
      reconnect,
      random,
      clock: this.#clock,
      signal: this.#ending.signal,
      onRetry: (attempt, delay) => this.#notify({ type: 'retry', attempt, delay }),
    })
  }

  /**
   * Resolves when a connection is over and it is clear that another one makes sense. Rejects with what ends the
   * socket.
   */
  async #connectOnce(): Promise<Loss | undefined> {
    this.#state = 'connecting'
    const outcome = await this.#connect()
    if (this.#isEnded) return undefined
    this.#connection = undefined
    this.#state = 'waiting'
    if (outcome === 'left') {
      await this.#lag?.over.promise
      return undefined
    }
    const { drop, openFor } = outcome
    const { reason, code, error } = drop
    this.#notify({ type: 'drop', reason, code, error })
    const ask = () => this.#askPlainly()
    const final = await finalError(this.#what, drop, this.#options, ask, this.#ending.signal)
    if (final) throw final
    if (this.#connections === 0) this.#explanation ??= this.#explain(drop)
    if (this.#options.reconnect === false && code === NORMAL_CLOSE) this.#end()
    return { openFor, error: Promise.resolve(this.#explanation).then((refusal) => refusal ?? error) }
  }

  /**
   * Asks once why no connection could be opened, and goes on meanwhile: the server may hang. Ends the socket where
   * there is no such stream. What nobody watches is warned of.
   */
  async #explain({ reason, status, error }: Drop): Promise<ResponseError | undefined> {
    const { probe, secrets = [], onStatus, warns = () => !onStatus } = this.#options
    const isUnknown = !probe && reason === 'refused' && status === undefined
    let refusal: ResponseError | undefined
    let why = ''
    try {
      if (isUnknown) refusal = await this.#askPlainly()
    } catch (cause) {
      why = hideTokens(hideSecrets(` (${reasonOf(cause)})`, secrets))
    }
    if (this.#isEnded || this.#connections > 0) return refusal
    if (refusal) this.#notify({ type: 'refusal', error: refusal })
    if (warns()) console.warn(new NetworkError(error.message + why, { cause: refusal ?? error.cause }))
    if (refusal && MISSING.has(refusal.status)) this.#end(refusal)
    return refusal
  }

  /** Why the server refuses a connection, which a WebSocket does not tell. */
  #askPlainly(): Promise<ResponseError | undefined> {
    const { headers, secrets = [] } = this.#options
    const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(PLAIN_REQUEST_TIMEOUT)])
    return plainRequest(this.#what, this.#address, headers?.(), secrets, signal)
  }

  /** Opens one connection, and resolves when it is over. */
  async #connect(): Promise<Outcome> {
    const { url, protocols, headers, what, secrets = [] } = this.#options
    let target: URL
    try {
      target = new URL(await url())
    } catch (error) {
      if (isNetworkError(error)) return { drop: { reason: 'no-address', error }, openFor: 0 }
      throw error
    }
    if (this.#isEnded) return 'left'
    this.#what = what ?? target.host
    this.#address = target.href
    const request = { url: target.href, protocols: protocols?.(), headers: headers?.() }
    const socket = openWebSocket(this.#WebSocket, request)
    // A connection that is new does not pause.
    if (this.#lag?.action === 'pause') this.#lag = undefined

    return new Promise((resolve) => {
      const { connectTimeout = 10_000, idleTimeout = 0, heartbeat = 30_000 } = this.#options
      const { question } = this.#options
      let openedAt: number | undefined
      const connection = new Connection(socket, {
        what: this.#what,
        host: target.host,
        clock: this.#clock,
        connectTimeout,
        idleTimeout,
        heartbeat,
        question,
        secrets,
        onOpen: () => {
          openedAt = this.#clock.now()
          this.#state = 'open'
          this.#notify({ type: 'open', connection: ++this.#connections })
        },
        onFrame: (frame) => {
          this.#receive(frame, connection)
          if (this.#lag?.action === 'reconnect') resolve('left')
        },
        onDrop: (drop) =>
          resolve({ drop, openFor: openedAt === undefined ? 0 : this.#clock.now() - openedAt }),
      })
      this.#connection = connection
    })
  }

  #receive(frame: Frame, connection: Connection): void {
    this.#frames.push(frame)
    if (!this.#frames.isFull) return
    this.#lag ??= this.#fallBehind(connection)
    if (this.#lag?.action === 'drop-oldest') this.#lag.lost += this.#frames.dropOldest().length
  }

  /** Does something about a full buffer. */
  #fallBehind(connection: Connection): Lag | undefined {
    const action = connection.canPause ? 'pause' : this.#whenFull
    if (action === 'error') {
      const waiting = `${this.#frames.length} frames with ${this.#frames.bytes} bytes`
      this.#end(new StreamError(`${this.#what}: ${waiting} wait to be taken, and the buffer holds no more`))
      return undefined
    }
    if (action === 'pause') connection.pause()
    if (action === 'reconnect') void connection.close()
    this.#notify({ type: 'lag', action })
    return { action, lost: 0, over: Promise.withResolvers() }
  }

  /** Goes on once the buffer has room: for a new connection, which may bring again what was not taken, all of it. */
  #catchUp({ action, lost, over }: Lag): void {
    if (this.#frames.exceeds(action === 'reconnect' ? 0 : 0.5)) return
    this.#lag = undefined
    if (action === 'pause') this.#connection?.resume()
    over.resolve()
    this.#notify({ type: 'caught-up', lost })
  }

  #notify(status: SocketStatus): void {
    try {
      notify(this.#options.onStatus, status)
    } catch (error) {
      this.#end(error)
    }
  }

  readonly #onAbort = (): void => {
    this.#frames.clear()
    this.#end(this.#options.signal?.reason)
  }

  /** The first end counts. */
  #end(failure?: unknown): void {
    if (this.#isEnded) return
    this.#state = 'closed'
    this.#closed = this.#connection?.close()
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    this.#ending.abort()
    this.#frames.end(failure === undefined ? undefined : { error: failure })
  }

  get #isEnded(): boolean {
    return this.#ending.signal.aborted
  }
}
