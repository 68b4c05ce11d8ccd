import type { Stream } from '@typefed/core'
import type { Endpoint } from '@typefed/core/internal'
import type { OutputFor, StreamEndpoint } from '@typefed/core/rest'
import { makeStream } from '@typefed/core/socket'
import type { Floor } from '../version/since.ts'
import { Backfill } from './backfill.ts'
import { type Channel, channelOf } from './channel.ts'
import { poolOf } from './connection/pool.ts'
import { type DecodedEvent, decodeEvents } from './decode.ts'
import { EventSubscription } from './event-subscription.ts'
import type { StreamingHost } from './options.ts'

/** Listens to a stream. Throws ValidationError for a tag or an id that cannot be one. */
export function listen<V extends Floor, A extends unknown[], E>(
  client: StreamingHost<V>,
  stream: StreamEndpoint<A, E>,
  ...args: A
): Stream<OutputFor<E, V>> {
  const [channel, options] = channelOf(stream, args)
  const subscription = new EventSubscription(channel, options, client.settings())
  const events = takeEvents(client, subscription) as AsyncGenerator<unknown, void>
  return makeStream(events as AsyncGenerator<OutputFor<E, V>, void>, () => subscription.close())
}

async function* takeEvents(
  client: StreamingHost<Floor>,
  subscription: EventSubscription,
): AsyncGenerator<DecodedEvent, void> {
  const { channel, options, settings } = subscription
  try {
    options.signal?.throwIfAborted()
    await settings.gate?.checkVersion(toEndpoint(channel), client, options.signal)
    const backfill = options.backfill && new Backfill(client, subscription, options.backfill)
    if (backfill) await backfill.begin()
    subscription.join(poolOf(client))
    const events = decodeEvents(subscription)
    yield* backfill ? backfill.fill(events) : (events as AsyncGenerator<DecodedEvent, void>)
  } finally {
    await subscription.close()
  }
}

/** A stream as an endpoint, to check the server's version. */
function toEndpoint({ data }: Channel): Endpoint {
  const { stream, path, scopes, requires } = data
  return { name: stream, method: 'GET', path, scopes, ...(requires !== undefined && { requires }) }
}
