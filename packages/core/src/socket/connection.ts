import { reasonOf } from '../base/failure.ts'
import { NetworkError } from '../errors/network-error.ts'
import { hideSecrets, hideTokens } from '../client/secrets.ts'
import type { Clock } from './clock.ts'
import { Liveness } from './liveness.ts'
import type { DropReason, Frame } from './options.ts'
import type { WebSocketEvent, WebSocketLike } from './web-socket.ts'

export interface ConnectionOptions {
  /** The name of the stream in errors. */
  readonly what: string
  readonly host: string
  readonly clock: Clock
  /** Milliseconds; 0: no limit. */
  readonly connectTimeout: number
  /** Milliseconds; 0: no limit. */
  readonly idleTimeout: number
  /** Milliseconds; 0: no pings. */
  readonly heartbeat: number
  /** What is sent where there are no pings. */
  readonly question: (() => Frame) | undefined
  /** What no error may repeat, although a server does. */
  readonly secrets: Iterable<string>
  readonly onOpen: () => void
  readonly onFrame: (frame: Frame) => void
  readonly onDrop: (drop: Drop) => void
}

/** How a connection was lost. */
export interface Drop {
  readonly reason: DropReason
  readonly code?: number
  /** The server's words, without secrets. */
  readonly text?: string
  /** The HTTP status that the handshake was refused with, where the WebSocket tells. */
  readonly status?: number | undefined
  readonly error: NetworkError
}

const OPEN = 1
const CLOSED = 3

/** Milliseconds for the server to answer a closing handshake. */
const CLOSE_TIMEOUT = 1_000

/** One connection, from the handshake to its end. It is lost at most once, and tells nothing afterwards. */
export class Connection {
  readonly canPause: boolean
  readonly #socket: WebSocketLike
  readonly #options: ConnectionOptions
  readonly #liveness: Liveness
  readonly #connectTimer: unknown
  #wasOpen = false
  #cause: unknown

  constructor(socket: WebSocketLike, options: ConnectionOptions) {
    const { clock, connectTimeout, idleTimeout, heartbeat, question } = options
    const canPing = socket.ping !== undefined && socket.on !== undefined
    this.#socket = socket
    this.#options = options
    this.canPause = socket.pause !== undefined && socket.resume !== undefined
    this.#liveness = new Liveness({
      clock,
      idleTimeout,
      heartbeat: canPing || question ? heartbeat : 0,
      ping: () => {
        if (canPing) socket.ping?.()
        else if (question) this.send(question())
      },
      onDead: (reason, ms) =>
        this.#giveUp(
          reason,
          reason === 'idle' ? `nothing came for ${ms} ms` : `no sign of life within ${ms} ms`,
        ),
    })
    if (connectTimeout > 0) {
      const late = () => this.#giveUp('connect-timeout', `no connection within ${connectTimeout} ms`)
      this.#connectTimer = clock.setTimeout(late, connectTimeout)
    }
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', this.#onOpen)
    socket.addEventListener('message', this.#onMessage)
    // This one stays: an event emitter throws the errors that nobody listens to, after the end too.
    socket.addEventListener('error', this.#onError)
    socket.addEventListener('close', this.#onClose)
    socket.on?.('pong', this.#onPong)
  }

  /** Sends a frame, if the connection is open. */
  send(data: Frame): boolean {
    if (this.#socket.readyState !== OPEN) return false
    this.#socket.send(data)
    return true
  }

  /** Has the server wait. */
  pause(): void {
    this.#liveness.stop()
    this.#socket.pause?.()
  }

  resume(): void {
    this.#liveness.start()
    this.#socket.resume?.()
  }

  /** Closes it; resolves when it is closed, or when the server has had its time to answer. */
  close(): Promise<void> {
    this.#detach()
    const socket = this.#socket
    if (socket.readyState === CLOSED) return Promise.resolve()
    const { clock } = this.#options
    return new Promise((resolve) => {
      const end = () => {
        clock.clearTimeout(timer)
        socket.removeEventListener('close', end)
        resolve()
      }
      const timer = clock.setTimeout(() => {
        socket.terminate?.()
        end()
      }, CLOSE_TIMEOUT)
      socket.addEventListener('close', end)
      // One that is paused would not see the server's answer.
      socket.resume?.()
      socket.close(1000)
    })
  }

  readonly #onOpen = (): void => {
    this.#wasOpen = true
    this.#options.clock.clearTimeout(this.#connectTimer)
    this.#liveness.start()
    this.#options.onOpen()
  }

  readonly #onMessage = ({ data }: WebSocketEvent): void => {
    this.#liveness.hear()
    this.#options.onFrame(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer))
  }

  readonly #onPong = (): void => this.#liveness.hear()

  readonly #onError = ({ error, message }: WebSocketEvent): void => {
    this.#cause = error ?? message
  }

  readonly #onClose = ({ code = 1006, reason: said = '' }: WebSocketEvent): void => {
    const reason = hideTokens(hideSecrets(said, this.#options.secrets))
    if (this.#wasOpen) {
      const error = this.#error(`the connection was closed with code ${code}${reason && `: ${reason}`}`)
      this.#drop({ reason: 'close', code, text: reason, error })
    } else {
      const { what, host } = this.#options
      const where = what === host ? '' : ` to ${host}`
      const cause = reasonOf(this.#cause ?? '')
      // That of Node says no more than its name.
      const known = /^(?:\w*Error)?$/.test(cause) ? '' : ` (${cause})`
      const error = this.#error(`no connection${where} could be opened${known}`)
      this.#drop({ reason: 'refused', code, status: readStatus(String(this.#cause)), error })
    }
  }

  /** Leaves a connection that the server does not look after. */
  #giveUp(reason: DropReason, why: string): void {
    const socket = this.#socket
    this.#drop({ reason, error: this.#error(why) })
    if (socket.terminate) socket.terminate()
    else socket.close()
  }

  #drop(drop: Drop): void {
    this.#detach()
    this.#options.onDrop(drop)
  }

  #detach(): void {
    const socket = this.#socket
    this.#options.clock.clearTimeout(this.#connectTimer)
    this.#liveness.stop()
    socket.removeEventListener('open', this.#onOpen)
    socket.removeEventListener('message', this.#onMessage)
    socket.removeEventListener('close', this.#onClose)
    socket.off?.('pong', this.#onPong)
  }

  #error(why: string): NetworkError {
    return new NetworkError(`${this.#options.what}: ${why}`, { cause: this.#cause })
  }
}

/** The package `ws` and Deno name the status of a refused handshake in the error's words. */
function readStatus(text: string): number | undefined {
  const status = /(?:response|status code):? (\d{3})\b/i.exec(text)?.[1]
  return status === undefined ? undefined : Number(status)
}
