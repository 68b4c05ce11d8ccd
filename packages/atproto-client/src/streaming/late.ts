import type { ClientSettings, Stream } from '@typefed/core'
import { type Endpoint, lazyStream } from '@typefed/core/internal'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import type { CollectionPattern } from './firehose/collections.ts'
import type { FirehoseEvent } from './firehose/events.ts'
import type { StreamSource } from './firehose/firehose.ts'
import type { FirehoseOptions } from './firehose/options.ts'

/**
 * What happens in all repositories of a server: operations on records, each with its record, and what becomes of the
 * accounts. It comes back after a lost connection, and gives every event in order, at least once. Numbers that are not the
 * next are reported to `onStatus`.
 *
 * A record that does not fit its lexicon is reported to `onError` and left out, or in mode `warn` to `onWarning` and
 * handed on, unless `badItems` is `drop`. What is no message of the firehose is reported to `onError` and left out.
 *
 * The loop throws StreamError if the server ends the stream for good (`FutureCursor`), and what the store throws.
 *
 * ```ts
 * for await (const event of firehose('wss://bsky.network', { collections: ['app.bsky.feed.post'] })) {
 *   if (event.kind === 'commit' && event.action === 'create') console.log(event.record.text)
 * }
 * ```
 *
 * @param source the URL of a relay or a PDS, or a client
 */
export function firehose<const Pattern extends CollectionPattern = CollectionPattern>(
  source: string | StreamSource,
  options?: FirehoseOptions<Pattern>,
): Stream<FirehoseEvent<Pattern>> {
  return lazyStream(async () => {
    const { openFirehose } = await import('./firehose/firehose.ts')
    return openFirehose(source, options)
  })
}

/**
 * Follows a stream until the caller leaves the loop, the signal ends it, or the server does for good. When the
 * connection is lost it goes on after the last message of a known kind. Without a cursor there is nothing to go on after
 * until a first message came: what happens while it connects again is missed then.
 *
 * Throws StreamError with the server's reason if it sends one that a new connection does not mend (`FutureCursor`), and
 * ValidationError for parameters that the lexicon does not allow, and in mode `throw` for a message of a known kind that
 * does not fit its lexicon; kinds that the lexicon does not list pass. A frame that cannot be read is reported to `onError`
 * and skipped.
 *
 * @param service the server's URL, `https://` or `wss://`
 */
export function subscribe<M>(
  service: string,
  endpoint: Endpoint,
  params?: object,
  options?: Pick<ClientSettings, 'badItems' | 'onWarning'> & SubscriptionOptions,
): Stream<M> {
  return lazyStream(async () => {
    const { openSubscription } = await import('./subscribe.ts')
    return openSubscription<M>(service, endpoint, params, options)
  })
}
