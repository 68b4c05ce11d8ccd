import type { Schema } from '../wire/index.ts'
import type { Stream, StreamOptions } from '../socket/stream.ts'

/** The description of an event. */
export interface StreamedEvent {
  /** Its name: `status.update`. */
  readonly event: string
  /** How the payload is written: as a text of JSON, as a plain text, or not at all. */
  readonly encoding: 'json' | 'text' | 'none'
  /** Of a payload of JSON. */
  readonly payload?: Schema<unknown>
  /** The first release that sends it; absent where nobody says. */
  readonly requires?: string
}

/** The description of a stream. It is data; listening is the client's work. */
export interface StreamData {
  /** Its name: `public:local`. */
  readonly stream: string
  /** Where the same events come over plain HTTP. */
  readonly path: string
  /** The parameters of that path. */
  readonly query?: Readonly<Record<string, string | number | boolean>>
  /** The parameter that tells one such stream from another: `tag`. */
  readonly parameter?: string
  /** The first release that has it; absent where nobody says. */
  readonly requires?: string
  /** Whose token it takes. */
  readonly token?: 'optional' | 'user' | 'app'
  /** Each is enough by itself; of several in one, separated by spaces, all are needed. */
  readonly scopes: readonly string[]
  /** The events that it may carry: all, since servers send them where nobody expects them. */
  readonly events: readonly StreamedEvent[]
  /** The names of the events that it is known to carry. */
  readonly usual: readonly string[]
  /** Streams that carry less of the same, by the option that chooses them. */
  readonly variants?: Readonly<Record<string, StreamData>>
}

/** The description of a stream that is listened to with arguments `A` and carries events `E`. */
export interface StreamEndpoint<A extends unknown[], E> extends StreamData {
  readonly '~listen'?: (...args: A) => E
}

/**
 * The name of an event that this client does not know. An enum member is a unit type that is equal to no string
 * literal, so comparing `event` with one narrows, and what is left in `default:` is `UnknownEvent`. It exists in types
 * only.
 */
export declare enum UnknownEventName {
  Value = '?',
}

/** An event that this client does not know: it came with a newer server, or from other software. */
export interface UnknownEvent {
  readonly event: UnknownEventName
  /** As it came. */
  readonly payload: unknown
}

/** The state of the connection below a stream. */
export type StreamStatus =
  /**
   * Events come from now on. `reconnected`: there was a gap before, which is filled if `backfill` says so.
   * `unwatched`: nothing tells whether this connection still lives, neither pings nor a question that the server
   * responds to; give `idleTimeout`.
   */
  | {
      readonly type: 'open'
      readonly transport: 'websocket' | 'sse'
      readonly reconnected: boolean
      readonly unwatched?: true
    }
  /** The connection is gone. */
  | { readonly type: 'drop'; readonly reason: string }
  /** The next attempt to connect comes after so many milliseconds. */
  | { readonly type: 'retry'; readonly attempt: number; readonly delay: number }
  /** So many events were lost, because they came faster than they were taken. */
  | { readonly type: 'lag'; readonly dropped: number }
  /** A gap was filled with so many posts. `complete`: nothing is missing. */
  | { readonly type: 'backfill'; readonly posts: number; readonly complete: boolean }

/**
 * Options of listening to a stream. `buffer`: events that may wait to be taken, 10,000 and 32 MiB by default; above it
 * the oldest are lost, which `onStatus` reports. `onError` also receives the error of a gap that could not be filled;
 * by default, what does not fit goes to the client's `onWarning` and the rest to `console.warn`.
 */
export interface ListenOptions extends StreamOptions<StreamStatus> {
  /**
   * Fills gaps: after the connection was lost, the posts that were missed are read from the timeline that belongs to
   * the stream, and come as `update` events before those that are new. `limit`: at most so many a gap; default 800.
   * Without effect for streams that no timeline belongs to. Default: false.
   */
  backfill?: boolean | { limit: number }
}

/** A stream of a client. */
export interface StreamMethod<A extends unknown[], E> extends StreamData {
  (...args: A): Stream<E>
}
