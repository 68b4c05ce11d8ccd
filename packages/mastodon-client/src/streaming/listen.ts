import type { EventStream, OutputFor, Stream } from '@typefed/core/rest'
import type { RestClient } from '../rest/rest-client.ts'
import type { Floor } from '../version/since.ts'
import { channelOf } from './channel.ts'
import { Listening } from './listening.ts'

/**
 * Listens to a stream by its description.
 *
 * ```ts
 * import { hashtagStream, listen } from '@typefed/mastodon-client/streaming'
 *
 * for await (const { event, payload } of listen(client, hashtagStream, 'cats', { backfill: true })) …
 * ```
 *
 * The connection is made when the first event is asked for, and is the same for all that a client listens to. Throws
 * ValidationError at once for a tag or an id that cannot be one. Taking an event throws UnsupportedVersionError where the
 * server is known to be too old, ResponseError if it refuses, NetworkError when the attempts of `reconnect` are used up.
 */
export function listen<V extends Floor, A extends unknown[], E>(
  client: RestClient<V>,
  stream: Stream<A, E>,
  ...args: A
): EventStream<OutputFor<E, V>> {
  const [channel, options] = channelOf(stream, args)
  return new Listening(client, channel, options) as EventStream<unknown> as EventStream<OutputFor<E, V>>
}
