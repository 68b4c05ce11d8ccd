import type { Strictness } from '../wire/index.ts'
import type { ValidateMode } from '../calls/options.ts'
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

/**
 * A stream out of a generator.
 *
 * @param close has a generator that waits for its source go on, to its end
 */
export function makeStream<T>(walk: AsyncGenerator<T, void>, close: () => Promise<void>): Stream<T> {
  const end = async () => {
    await close()
    await walk.return()
  }
  return { [Symbol.asyncIterator]: () => walk, [Symbol.asyncDispose]: end, close: end }
}

/** A stream whose code is loaded when it is first looped over. */
export function lazyStream<T>(load: () => Promise<Stream<T>>): Stream<T> {
  let loading: Promise<Stream<T>> | undefined
  async function* walk(): AsyncGenerator<T, void> {
    loading = load()
    yield* await loading
  }
  // That it could not be loaded is told by the loop.
  const close = (stream: Stream<T>) => stream.close()
  return makeStream(walk(), async () => loading?.then(close, () => {}))
}
