import type { Stream } from '@typefed/core'
import { makeStream } from '@typefed/core/socket'
import { CursorKeeper } from '../firehose/cursor-keeper.ts'
import { loadRecordCheck } from '../firehose/load-record-check.ts'
import type { AnyEvent } from '../firehose/read-events.ts'
import { JetstreamConnections } from './connections.ts'
import type { JetstreamFilter, JetstreamOptions, JetstreamStream } from './options.ts'

const DEFAULT_SERVICE = 'wss://jetstream.us-east.bsky.network'

/**
 * Opens a Jetstream: see `jetstream`.
 *
 * @param filter what is wanted first, instead of what the options say
 */
export function openJetstream(
  options: JetstreamOptions<string>,
  filter: JetstreamFilter<string>,
): Pick<JetstreamStream<string>, 'update'> & Stream<AnyEvent> {
  const { service = DEFAULT_SERVICE } = options
  const connections = new JetstreamConnections(service, options, filter)

  async function* walk(): AsyncGenerator<AnyEvent, void> {
    const key = options.key ?? `${new URL(service).host}/subscribe`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    const cursor = (await keeper?.load()) ?? options.cursor
    const fits = await loadRecordCheck(options)
    try {
      for await (const event of connections.events(cursor)) {
        const isChecked = event?.kind === 'commit' && event.action !== 'delete'
        if (event && (!isChecked || fits(event.uri, event.collection, event.record))) yield event
        // The next one was asked for, so all before was dealt with.
        keeper?.pass(connections.kept)
      }
    } finally {
      await connections.close()
      await keeper?.close()
    }
  }

  const stream = makeStream(walk(), () => connections.close())
  return { ...stream, update: (next) => connections.update(next) }
}
