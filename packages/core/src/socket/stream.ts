import type { Strictness } from '../wire/index.ts'
import type { ValidateMode } from '../client/options.ts'
import type { SocketOptions } from './options.ts'

/**
 * What a server tells as it happens. Nothing is opened before it is looped over; leaving the loop closes it. It has one
 * walk, which all loops share.
 */
export interface Stream<out T> extends AsyncIterable<T>, AsyncDisposable {
  /** Ends the loop and closes what is open. Can be called more than once. */
  close(): Promise<void>
}

/** Options of a stream. */
export interface StreamOptions extends Pick<
  SocketOptions,
  | 'WebSocket'
  | 'signal'
  | 'reconnect'
  | 'connectTimeout'
  | 'idleTimeout'
  | 'heartbeat'
  | 'buffer'
  | 'onStatus'
> {
  /** Sent with the handshake, where the WebSocket takes headers: in Node, Bun and Deno. */
  headers?: Record<string, string>
  /** What to do with what does not fit its description. Default: the client's. */
  validate?: ValidateMode
  /** How much of the description must be kept. Default: the client's. */
  strictness?: Strictness
  /** Is told of what could not be read, and was skipped. Default: `console.warn`. */
  onError?: (error: Error) => void
}
