import type { EventStream, OutputFor, Stream } from '@typefed/core/rest'
import type { Floor } from '../version/since.ts'
import { channelOf } from './channel.ts'
import type { StreamingHost } from './host.ts'
import { Listening } from './listening.ts'

/** Listens to a stream. Throws ValidationError for a tag or an id that cannot be one. */
export function listen<V extends Floor, A extends unknown[], E>(
  client: StreamingHost<V>,
  stream: Stream<A, E>,
  ...args: A
): EventStream<OutputFor<E, V>> {
  const [channel, options] = channelOf(stream, args)
  return new Listening(client, channel, options) as EventStream<unknown> as EventStream<OutputFor<E, V>>
}
