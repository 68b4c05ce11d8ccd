import type { NetworkError } from '../errors/network-error.ts'
import type { ResponseError } from '../errors/response-error.ts'
import type { Clock } from './clock.ts'
import type { ReconnectPolicy } from './reconnect-policy.ts'
import type { WebSocketConstructor } from './web-socket.ts'

/** A message of a WebSocket: a string, or bytes. */
export type Frame = string | Uint8Array<ArrayBuffer>

/** How a socket connects, and goes on when a connection was lost. */
export interface SocketOptions {
  /**
   * Where to connect. Asked anew for every connection, so that a cursor can go on. A NetworkError that it rejects with
   * counts as a lost connection, any other error ends the socket.
   */
  url: () => string | URL | Promise<string | URL>
  /** The name of the stream in errors. It must not hold anything secret. Default: the host. */
  what?: string
  /** Secrets that no error may repeat, although a server does: tokens. Read anew for each. Default: none. */
  secrets?: Iterable<string>
  /** The subprotocols to offer. Asked anew for every connection. Default: none. */
  protocols?: () => string[] | undefined
  /** Sent with the handshake, where the constructor takes headers: in Node, Bun and Deno. Asked anew for every one. */
  headers?: () => Record<string, string> | undefined
  /**
   * Makes the connections. Default: in Node that of the package `ws`, where it is installed, which costs half as much,
   * pings and can wait; else the global `WebSocket`.
   */
  WebSocket?: WebSocketConstructor
  /** Ends the socket, whatever it is doing; the loop over it then throws the signal's reason. */
  signal?: AbortSignal
  /** When to connect again. `false`: not at all; a clean close then ends the loop. */
  reconnect?: ReconnectPolicy | false
  /** Milliseconds for the handshake. 0: no limit. Default: 10,000. */
  connectTimeout?: number
  /** Milliseconds without any frame after which a connection counts as lost. 0: no limit. Default: 0. */
  idleTimeout?: number
  /**
   * A frame that the server responds to, and that changes nothing there. It is sent instead of a ping where the
   * WebSocket cannot ping, as the standard one. Default: none; a connection that died without a word is then noticed
   * by `idleTimeout` only.
   */
  question?: () => Frame
  /**
   * Milliseconds between pings, where the WebSocket can ping or there is a `question`. If neither a pong nor anything
   * else came until the next is due, the connection counts as lost. 0: no pings. Default: 30,000.
   */
  heartbeat?: number
  /** How much may wait for the loop to take it; a number: so many frames. */
  buffer?: number | BufferOptions
  /**
   * Receives what becomes of the connection. What it throws ends the socket. Default: `console.warn` for the first
   * failure, if it comes before any connection was opened.
   */
  onStatus?: (status: SocketStatus) => void
  /** Whether to warn of the first failure. Default: if there is no `onStatus`. */
  warns?: () => boolean
  /**
   * Asked after a connection that was never opened, because a WebSocket does not tell why. An error that it gives ends
   * the socket; a NetworkError that it rejects with does not, any other does. `retry`: the next connection may be
   * opened, whatever the WebSocket tells. Default: after the first attempt, a plain request to the same address; 404
   * and 501 end the socket, any other refusal is reported with the failure.
   */
  probe?: (signal: AbortSignal) => Promise<Error | 'retry' | undefined>
  /** Whether the server's closing says that there is no use in coming back. Default: for the codes 1003 and 1008. */
  isFinal?: (code: number, reason: string) => boolean
  /** The clock to use. Default: the system's. */
  clock?: Clock
  /** A number from 0 to less than 1. Default: `Math.random`. */
  random?: () => number
}

/** How much may wait, and what happens when there is as much. */
export interface BufferOptions {
  /** Frames. Default: 5,000. */
  size?: number
  /** Bytes of all frames together, of strings characters. Default: 33,554,432 (32 MiB). */
  bytes?: number
  /**
   * How to treat a full buffer. A WebSocket that can wait (that of the package `ws`) is told to, whatever is
   * said here. Others are closed and opened again when all was taken (`reconnect`, which loses nothing where the URL
   * holds a cursor), or lose the oldest frames (`drop-oldest`), or end the socket with a StreamError (`error`).
   * Default: `reconnect`.
   */
  whenFull?: 'reconnect' | 'drop-oldest' | 'error'
}

/**
 * Why a connection was lost: it was closed (`close`), was never opened (`refused`), took too long to open
 * (`connect-timeout`), said nothing for too long (`idle`), did not answer a ping (`heartbeat`), or it could not be
 * learned where to connect (`no-address`).
 */
export type DropReason = 'close' | 'refused' | 'connect-timeout' | 'idle' | 'heartbeat' | 'no-address'

/** The state of the connection. */
export type SocketStatus =
  /** A connection is open; the first is number 1. */
  | { readonly type: 'open'; readonly connection: number }
  /** A connection was lost, or could not be had. */
  | {
      readonly type: 'drop'
      readonly reason: DropReason
      /** The code it was closed with; 1006 if there was no closing handshake. */
      readonly code: number | undefined
      readonly error: NetworkError
    }
  /** The response to a plain request, after the first connection could not be opened: see `probe`. */
  | { readonly type: 'refusal'; readonly error: ResponseError }
  /** It is tried again in `delay` milliseconds; `attempt` counts from 1, and anew after a connection that lasted. */
  | { readonly type: 'retry'; readonly attempt: number; readonly delay: number }
  /** The buffer is full, and this is done about it. */
  | { readonly type: 'lag'; readonly action: 'pause' | 'reconnect' | 'drop-oldest' }
  /** The buffer has room again; so many frames were dropped meanwhile. */
  | { readonly type: 'caught-up'; readonly lost: number }

/** `waiting`: for the next attempt, or for the buffer to have room. */
export type SocketState = 'connecting' | 'open' | 'waiting' | 'closed'

/**
 * A WebSocket that comes back, as the frames it brings. There is one walk over them, which all loops share; leaving a
 * loop closes the socket.
 */
export interface Socket extends AsyncIterable<Frame>, AsyncDisposable {
  readonly state: SocketState
  /** Sends a frame. `false`: there is no open connection, and nothing was sent. */
  send(data: Frame): boolean
  /** Closes the connection and ends the loop; what was not taken is dropped. Can be called more than once. */
  close(): Promise<void>
}
