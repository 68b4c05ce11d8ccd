import type { Stream } from '@typefed/core'
import { notify } from '@typefed/core/internal'
import { makeStream } from '@typefed/core/socket'
import type { CollectionPattern } from '../streaming/firehose/collections.ts'
import { CursorKeeper } from '../streaming/firehose/cursor-keeper.ts'
import type { FirehoseEvent } from '../streaming/firehose/events.ts'
import {
  type ArchiveOptions,
  type ArchiveStatus,
  DEFAULT_SERVICE,
  eventCheck,
  openArchive,
} from './archive.ts'
import type { AnyArchiveEvent } from './to-event.ts'

/** Options of a snapshot. */
export interface SnapshotOptions<Pattern extends CollectionPattern = '*'> extends ArchiveOptions<Pattern> {
  /** The last `seq` that is wanted. Default: the end of the archive. */
  until?: number
  /** Receives how far the archive was read. */
  onStatus?: (status: ArchiveStatus) => void
}

/**
 * What happened in all repositories, from the archive of a Jetstream server: every event once, in order, up to the end that
 * the archive has when the reading begins. What came after that is not in it; `onStatus` receives `sealed-tip` with that
 * number, and `jetstream({ cursor })` goes on from there. With a `store` a reading that broke off goes on where it was.
 *
 * Records that do not fit are dealt with as in `firehose`. Blocks and events that cannot be read are reported to `onError`
 * and left out.
 *
 * The loop throws ValidationError for options that make no sense, ResponseError if the server refuses (401 without the key),
 * NetworkError if it does not respond any more, StreamError if its plans lead nowhere, and what the store throws.
 */
export function snapshot<const Pattern extends CollectionPattern = '*'>(
  options: SnapshotOptions<Pattern> = {},
): Stream<FirehoseEvent<Pattern>> {
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal

  async function* walk(): AsyncGenerator<AnyArchiveEvent, void> {
    const { service = DEFAULT_SERVICE, onStatus } = options
    const read = openArchive(options, eventCheck(options), signal, onStatus)
    const key = options.key ?? `${new URL(service).host}/archive`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    const events = read((await keeper?.load()) ?? options.cursor ?? 0, options.until)
    try {
      for (;;) {
        const { done, value } = await events.next()
        if (!done) yield value
        keeper?.pass(done ? value : value.seq)
        if (done) return notify(onStatus, { type: 'sealed-tip', seq: value })
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      await events.return(0)
      await keeper?.close()
    }
  }

  return makeStream(walk() as AsyncGenerator<FirehoseEvent<Pattern>, void>, async () => stop.abort())
}
