import type { ClientSettings, Stream } from '@typefed/core'
import { checkResponse, type Endpoint } from '@typefed/core/internal'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import { makeStream } from '@typefed/core/socket'
import { openMessages } from './messages.ts'
import { messagePosition, takeMessage } from './position/of-messages.ts'
import type { Cursor } from './position/scale.ts'

/** Opens a subscription: see `subscribe` of `./streaming`. */
export function openSubscription<M>(
  service: string,
  endpoint: Endpoint,
  params?: object,
  options: Pick<ClientSettings, 'badItems' | 'onWarning'> & SubscriptionOptions = {},
): Stream<M> {
  const { name, message: schema } = endpoint
  const position = messagePosition((params as { cursor?: Cursor } | undefined)?.cursor, options)
  const messages = openMessages(service, endpoint, params, position, options)

  async function* walk(): AsyncGenerator<M, void> {
    for await (const message of messages) {
      const fits = !schema || checkResponse(`message of ${name}`, schema, message, options)
      if (takeMessage(position, endpoint, message, fits)) yield message as M
    }
  }

  return makeStream(walk(), messages.close)
}
