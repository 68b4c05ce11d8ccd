import { isStreamError, type Stream } from '@typefed/core'
import { notify } from '@typefed/core/internal'
import { makeStream } from '@typefed/core/socket'
import type { CollectionPattern } from '../streaming/firehose/collections.ts'
import { CursorKeeper } from '../streaming/firehose/cursor-keeper.ts'
import type { FirehoseEvent } from '../streaming/firehose/events.ts'
import { JetstreamConnections } from '../streaming/jetstream/connections.ts'
import type { JetstreamOptions, JetstreamStatus } from '../streaming/jetstream/options.ts'
import {
  type ArchiveOptions,
  type ArchiveStatus,
  DEFAULT_SERVICE,
  eventCheck,
  openArchive,
} from './archive.ts'
import type { AnyArchiveEvent } from './to-event.ts'

/** Options of a replay. */
export interface ReplayOptions<Pattern extends CollectionPattern = '*'>
  extends
    ArchiveOptions<Pattern>,
    Omit<JetstreamOptions<Pattern>, keyof ArchiveOptions | 'onStatus' | 'version' | 'whenTooOld'> {
  /** Receives how far the archive was read, and then what becomes of the connection. */
  onStatus?: (status: ArchiveStatus | JetstreamStatus) => void
}

/** Readings of the archive that the stream may ask for one after the other without any event between them. */
const MAX_READINGS = 5

/**
 * What happened in all repositories and what happens now: the archive of a Jetstream server from a number on, then its stream,
 * with no event lost between them and none twice. Where the server cannot play back what is missing, because reading took too
 * long or a connection was away for too long, the archive is read again from there.
 *
 * Records that do not fit, and what cannot be read, are dealt with as in `snapshot`, and errors are thrown as there. With a
 * `store` it goes on where it was.
 */
export function replay<const Pattern extends CollectionPattern = '*'>(
  options: ReplayOptions<Pattern> = {},
): Stream<FirehoseEvent<Pattern>> {
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const { service = DEFAULT_SERVICE, onStatus } = options
  let live: JetstreamConnections | undefined

  async function* walk(): AsyncGenerator<AnyArchiveEvent, void> {
    const isRight = eventCheck(options)
    const read = openArchive(options, isRight, signal, onStatus)
    const key = options.key ?? `${new URL(service).host}/archive`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    let last = (await keeper?.load()) ?? options.cursor ?? 0
    let readings = 0
    try {
      for (;;) {
        const before = last
        const events = read(last)
        for (;;) {
          const { done, value } = await events.next()
          if (!done) yield value
          last = Math.max(last, done ? value : value.seq)
          keeper?.pass(last)
          if (done) break
        }
        notify(onStatus, { type: 'sealed-tip', seq: last })
        live = new JetstreamConnections(service, { ...options, version: 2 })
        try {
          for await (const event of live.events(last)) {
            if (event && isRight(event)) yield event
            last = live.kept ?? last
            keeper?.pass(last)
          }
          return
        } catch (error) {
          readings = last > before ? 0 : readings + 1
          const isTooOld = isStreamError(error) && error.error === 'CursorTooOld'
          if (!isTooOld || readings >= MAX_READINGS) throw error
        } finally {
          await live.close()
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      await keeper?.close()
    }
  }

  return makeStream(walk() as AsyncGenerator<FirehoseEvent<Pattern>, void>, async () => {
    stop.abort()
    await live?.close()
  })
}
