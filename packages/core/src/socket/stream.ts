import type { BufferOptions, SocketOptions, SocketStatus } from './options.ts'

/**
 * A server's items as they happen. Nothing is opened before the first item is asked for; leaving the loop closes it.
 * It has one walk, which all loops share.
 */
export interface Stream<out T> extends AsyncDisposable {
  /** The next item, once it comes. */
  next(): Promise<IteratorResult<T, undefined>>
  /** Closes the stream, as leaving a loop does. */
  return(): Promise<IteratorResult<T, undefined>>
  [Symbol.asyncIterator](): Stream<T>
  /** Ends the loop and closes what is open; drops what was not taken. Can be called more than once. */
  close(): Promise<void>
}

/** Options of a stream. */
export interface StreamOptions<Status = SocketStatus> {
  /** Ends the stream; the loop over it then throws the signal's reason. */
  signal?: AbortSignal
  /** How much may wait for the loop to take it; a number: so many items. */
  buffer?: number | BufferOptions
  /** Receives the state of the connection. What it throws ends the stream. */
  onStatus?: (status: Status) => void
  /** Receives the error of what could not be read, and was skipped. Default: `console.warn`. */
  onError?: (error: Error) => void
}

/** Options of the connections of streams. */
export interface ConnectOptions extends Pick<
  SocketOptions,
  'WebSocket' | 'reconnect' | 'connectTimeout' | 'idleTimeout' | 'heartbeat'
> {
  /** Sent with the handshake, where the WebSocket takes headers: in Node, Bun and Deno. */
  headers?: Record<string, string>
}
