import { notify } from '../base/notify.ts'
import { isNetworkError } from '../errors/network-error.ts'
import { StreamError } from '../errors/stream-error.ts'
import { type Clock, pause, SYSTEM_CLOCK } from './clock.ts'
import { Connection, type Drop } from './connection.ts'
import { finalError } from './final-error.ts'
import { FrameQueue } from './frame-queue.ts'
import type { BufferOptions, Frame, Socket, SocketOptions, SocketState, SocketStatus } from './options.ts'
import { type ReconnectPolicy, reconnectPolicy, retryDelay } from './reconnect-policy.ts'
import { openWebSocket, type WebSocketConstructor } from './web-socket.ts'

/**
 * Opens a WebSocket that comes back when its connection was lost, until the loop over it is left.
 *
 * The loop throws what ended the socket, after the frames that came before it: the last NetworkError when the attempts
 * of `reconnect` are used up, the ResponseError of a handshake that was refused with a 4xx (where the WebSocket tells, or
 * `probe` does; 408, 425 and 429 are tried again), a StreamError when the server closed for good. The signal's reason
 * is thrown at once.
 */
export function openSocket(options: SocketOptions): Socket {
  return new ReconnectingSocket(options)
}

const NORMAL_CLOSE = 1000

/** How a connection ended: the server was lost, or left because the buffer is full. */
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
  readonly #policy: Required<ReconnectPolicy>
  readonly #buffer: Required<BufferOptions>
  readonly #clock: Clock
  readonly #frames = new FrameQueue<Frame>()
  readonly #walk = this.#takeFrames()
  /** Aborted at the end: whatever is waited for is given up. */
  readonly #ending = new AbortController()
  #state: SocketState = 'connecting'
  #what = 'WebSocket'
  #connection: Connection | undefined
  #connections = 0
  #lag: Lag | undefined
  #failure: unknown
  #closed: Promise<void> | undefined
  #wake = (): void => {}

  constructor(options: SocketOptions) {
    const { WebSocket = globalThis.WebSocket, reconnect, clock = SYSTEM_CLOCK, signal, buffer } = options
    if (!WebSocket) throw new TypeError('there is no global WebSocket: the option WebSocket must give one')
    this.#options = options
    this.#WebSocket = WebSocket
    this.#policy = reconnectPolicy(reconnect)
    this.#buffer = { size: 5_000, whenFull: 'reconnect', ...buffer }
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
      for (;;) {
        for (let frame = this.#take(); frame !== undefined; frame = this.#take()) yield frame
        if (this.#failure !== undefined) throw this.#failure
        if (this.#isEnded) return
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      await this.close()
    }
  }

  async #keepConnected(): Promise<void> {
    const { stableAfter, maxRetries } = this.#policy
    const { random = Math.random, reconnect } = this.#options
    let attempt = 0
    while (!this.#isEnded) {
      this.#state = 'connecting'
      const outcome = await this.#connect()
      if (this.#isEnded) return
      this.#connection = undefined
      this.#state = 'waiting'
      if (outcome === 'left') {
        await this.#lag?.over.promise
        continue
      }

      const { drop, openFor } = outcome
      const { reason, code, error } = drop
      this.#notify({ type: 'drop', reason, code, error })
      const final = await finalError(this.#what, drop, this.#options, this.#ending.signal)
      if (final) throw final
      if (reconnect === false && code === NORMAL_CLOSE) return this.#end()
      attempt = openFor >= stableAfter ? 1 : attempt + 1
      if (attempt > maxRetries) throw error
      const delay = retryDelay(attempt, this.#policy, random())
      this.#notify({ type: 'retry', attempt, delay })
      await pause(this.#clock, delay, this.#ending.signal)
    }
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
    const request = { url: target.href, protocols: protocols?.(), headers: headers?.() }
    const socket = openWebSocket(this.#WebSocket, request)
    // A connection that is new does not pause.
    if (this.#lag?.action === 'pause') this.#lag = undefined

    return new Promise((resolve) => {
      const { connectTimeout = 10_000, idleTimeout = 0, heartbeat = 30_000 } = this.#options
      let openedAt: number | undefined
      const connection = new Connection(socket, {
        what: this.#what,
        clock: this.#clock,
        connectTimeout,
        idleTimeout,
        heartbeat,
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
    this.#wake()
    if (this.#frames.length < this.#buffer.size) return
    this.#lag ??= this.#fallBehind(connection)
    if (this.#lag?.action !== 'drop-oldest' || this.#frames.length === this.#buffer.size) return
    this.#frames.shift()
    this.#lag.lost++
  }

  /** Does something about a full buffer. */
  #fallBehind(connection: Connection): Lag | undefined {
    const { size, whenFull } = this.#buffer
    const action = connection.canPause ? 'pause' : whenFull
    if (action === 'error') {
      this.#end(
        new StreamError(`${this.#what}: ${size} frames wait to be taken, and the buffer holds no more`),
      )
      return undefined
    }
    if (action === 'pause') connection.pause()
    if (action === 'reconnect') void connection.close()
    this.#notify({ type: 'lag', action })
    return { action, lost: 0, over: Promise.withResolvers() }
  }

  #take(): Frame | undefined {
    const frame = this.#frames.shift()
    if (this.#lag) this.#catchUp(this.#lag)
    return frame
  }

  /** Goes on once the buffer has room: for a new connection, which may bring again what was not taken, all of it. */
  #catchUp({ action, lost, over }: Lag): void {
    if (this.#frames.length > (action === 'reconnect' ? 0 : this.#buffer.size / 2)) return
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
    this.#failure = failure
    this.#closed = this.#connection?.close()
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    this.#ending.abort()
    this.#wake()
  }

  get #isEnded(): boolean {
    return this.#ending.signal.aborted
  }
}
