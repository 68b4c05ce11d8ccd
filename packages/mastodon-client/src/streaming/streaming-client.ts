import type { Stream } from '@typefed/core'
import type { OutputFor, StreamEndpoint } from '@typefed/core/rest'
import { RestClient, type RestClientOptions } from '../rest-client.ts'
import type { AnyVersion, Floor } from '../version/since.ts'
import { listen } from './listen.ts'
import type { StreamingHost, StreamingOptions, StreamingSettings } from './options.ts'

export interface StreamingClientOptions<V extends Floor = AnyVersion> extends RestClientOptions<V> {
  /** How streams are listened to. */
  streaming?: StreamingOptions
}

/**
 * A client without a tree that calls operations, and listens to streams, by their description.
 *
 * ```ts
 * import { hashtagStream, StreamingClient } from '@typefed/mastodon-client/streaming'
 *
 * const client = new StreamingClient({ url: 'https://mastodon.example', accessToken })
 * for await (const { event, payload } of client.listen(hashtagStream, 'cats', { backfill: true })) …
 * ```
 */
export class StreamingClient<V extends Floor = AnyVersion> extends RestClient<V> implements StreamingHost<V> {
  readonly #options: StreamingClientOptions<V>

  /** Throws ValidationError for options that make no sense. */
  constructor(options: StreamingClientOptions<V>) {
    super(options)
    this.#options = options
  }

  /** The options of the client, its token included. */
  settings(): StreamingSettings<V> {
    return { ...this.#options, connections: this }
  }

  /**
   * Listens to a stream. The connection is made when the first event is asked for, and is the same for all that the
   * client listens to.
   *
   * Throws ValidationError at once for a tag or an id that cannot be one. Taking an event throws
   * UnsupportedVersionError where the server is known to be too old, ResponseError if it refuses, NetworkError when
   * the attempts of `reconnect` are used up.
   */
  listen<A extends unknown[], E>(stream: StreamEndpoint<A, E>, ...args: A): Stream<OutputFor<E, V>> {
    return listen<V, A, E>(this, stream, ...args)
  }
}
