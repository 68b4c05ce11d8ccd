import { lazyStream } from '@typefed/core/internal'
import type { CollectionPattern } from '../firehose/collections.ts'
import type { JetstreamEvent, JetstreamFilter, JetstreamOptions, JetstreamStream } from './options.ts'

/**
 * What happens in all repositories, from a Jetstream server: smaller than a firehose and filtered by the server, and no
 * more to be trusted than that server is. Its events are those of `firehose`. It comes back after a lost connection, and gives
 * every event, none twice. After a restart with a store, the event that was kept may come again.
 *
 * It speaks the second version of the service, and the first where the server has no other, which has no `sync` events and
 * whose numbers are times; `onStatus` receives that as `fallback`.
 *
 * Records that do not fit are dealt with as in `firehose`. What is no message of Jetstream is reported to `onError` and left
 * out.
 *
 * The loop throws ValidationError for a filter that the service does not take, StreamError (`CursorTooOld`) if the server
 * does not keep the event of the cursor any more and `whenTooOld` does not say otherwise, and what the store throws.
 */
export function jetstream<const Pattern extends CollectionPattern = CollectionPattern>(
  options: JetstreamOptions<Pattern> = {},
): JetstreamStream<Pattern> {
  let filter: JetstreamFilter<Pattern> = options
  let opened: JetstreamStream<Pattern> | undefined
  const stream = lazyStream<JetstreamEvent<Pattern>>(async () => {
    const { openJetstream } = await import('./open-jetstream.ts')
    opened = openJetstream(options, filter) as JetstreamStream<Pattern>
    return opened
  })
  const update = (next: JetstreamFilter<Pattern>) => {
    filter = next
    opened?.update(next)
  }
  return { ...stream, update }
}
