import type { Stream } from '@typefed/core'
import type { SubscriptionStatus } from '@typefed/core/lexicon'
import type { CollectionPattern } from '../firehose/collections.ts'
import type {
  AccountChanged,
  IdentityChanged,
  RecordOperation,
  RepositorySynced,
} from '../firehose/events.ts'
import type { EventOptions } from '../firehose/options.ts'

/** What is wanted of a Jetstream. */
export interface JetstreamFilter<Pattern extends CollectionPattern = '*'> {
  /**
   * The collections whose operations are wanted: names, or all below a name (`app.bsky.feed.*`); at most 100. Events of other
   * kinds come for all accounts that are wanted. Default: all.
   */
  collections?: readonly Pattern[]
  /** The accounts that are wanted; at most 10,000. Default: all. */
  dids?: readonly string[]
  /** The kinds of events that are wanted. Default: all. A server of the first version does not filter by them. */
  kinds?: readonly ('commit' | 'identity' | 'account' | 'sync')[]
  /** Bytes that a message may have; larger ones are not sent. Default: no limit. */
  maxMessageSize?: number
}

/** Takes zstd off a message, with a dictionary. */
export type DecompressMessage = (
  message: Uint8Array<ArrayBuffer>,
  dictionary: Uint8Array<ArrayBuffer>,
) => Uint8Array

/** The first version of the service is spoken, which has no `sync` events. */
export interface JetstreamFallback {
  readonly type: 'fallback'
  readonly version: 1
  /** The server has no second version (`missing`), or the filter is too long for a URL (`filter`). */
  readonly reason: 'missing' | 'filter'
  /** The number to begin after, which the first version cannot: it begins with what happens now. */
  readonly lostCursor: number | undefined
}

/** What becomes of a Jetstream. */
export type JetstreamStatus = SubscriptionStatus | JetstreamFallback

/** Options of a Jetstream. */
export interface JetstreamOptions<Pattern extends CollectionPattern = '*'>
  extends JetstreamFilter<Pattern>, Omit<EventOptions<Pattern>, 'collections' | 'onStatus'> {
  /** Receives what becomes of the connection, and numbers that are not the next. What it throws ends the stream. */
  onStatus?: (status: JetstreamStatus) => void
  /** The server's URL. Default: `wss://jetstream.us-east.bsky.network`. */
  service?: string
  /**
   * The version of the service. Default: 2, and 1 where the server has no other, or the filter is too long for a URL: which
   * the first version takes as a message.
   */
  version?: 1 | 2
  /**
   * What to do where the server does not keep the event of the cursor any more: throw a StreamError (`error`), or begin with
   * the oldest that it has (`restart`), which `onStatus` receives as a gap. Default: `error`.
   */
  whenTooOld?: 'error' | 'restart'
  /**
   * Whether messages come compressed, and what undoes that: `(message, dictionary) => …`. Default: `true` where the runtime
   * has zstd with dictionaries (Node from 22.19 on); the dictionary comes from the server. The first version of the service
   * has another dictionary, which is in its source: there messages are compressed only if a function is given.
   */
  compress?: boolean | DecompressMessage
}

/** What happens to records and accounts. In the first version of the service, `seq` is the time in microseconds. */
export type JetstreamEvent<Pattern extends CollectionPattern = '*'> =
  | RecordOperation<Pattern>
  | IdentityChanged
  | AccountChanged
  | RepositorySynced

/** A Jetstream, whose filter may be changed. */
export interface JetstreamStream<Pattern extends CollectionPattern = '*'> extends Stream<
  JetstreamEvent<Pattern>
> {
  /** Wants something else from now on. What is not given is not filtered by. */
  update(filter: JetstreamFilter<Pattern>): void
}
