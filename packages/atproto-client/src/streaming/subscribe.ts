import type { ClientSettings, Stream } from '@typefed/core'
import { checkResponse, type Endpoint } from '@typefed/core/internal'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import { makeStream } from '@typefed/core/socket'
import { openMessages } from './messages.ts'
import { messagePosition, takeMessage } from './position/of-messages.ts'
import type { Cursor } from './position/scale.ts'

/**
 * Follows a stream until the caller leaves the loop, the signal ends it, or the server does for good. When the
 * connection is lost it goes on after the last message of a known kind. Without a cursor there is nothing to go on after
 * until a first message came: what happens while it connects again is missed then.
 *
 * Throws StreamError with the server's reason if it sends one that a new connection does not mend (`FutureCursor`), and
 * ValidationError for parameters that the lexicon does not allow, and in mode `throw` for a message of a known kind that
 * does not fit its lexicon; kinds that the lexicon does not list pass. A frame that cannot be read is told to `onError`
 * and skipped.
 *
 * @param service the server's URL, `https://` or `wss://`
 */
export function subscribe<M>(
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
