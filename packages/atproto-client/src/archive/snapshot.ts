import type { FetchHandler, Stream } from '@typefed/core'
import { bearer, notify, validationError } from '@typefed/core/internal'
import { retryingHandler } from '@typefed/core/lazy'
import { makeStream } from '@typefed/core/socket'
import type { CollectionPattern } from '../streaming/firehose/collections.ts'
import { CursorKeeper } from '../streaming/firehose/cursor-keeper.ts'
import type { FirehoseEvent } from '../streaming/firehose/events.ts'
import type { EventOptions } from '../streaming/firehose/options.ts'
import { recordCheck } from '../streaming/firehose/record-check.ts'
import { XrpcClient } from '../xrpc-client.ts'
import { type Decompress, sweep } from './sweep.ts'
import type { AnyArchiveEvent } from './to-event.ts'
import { runtimeZstd } from './zstd.ts'

/** How far the archive was read. */
export type SnapshotStatus =
  /** A part of the archive is read next: up to the number `through` of `sealedTip`. */
  | { readonly type: 'plan'; readonly through: number; readonly sealedTip: number; readonly segments: number }
  /** All was read up to this number, which was the end of the archive when the reading began. */
  | { readonly type: 'sealed-tip'; readonly seq: number }

/** Options of a snapshot. */
export interface SnapshotOptions<Pattern extends CollectionPattern = '*'>
  extends
    Pick<
      EventOptions<Pattern>,
      'collections' | 'cursor' | 'store' | 'key' | 'saveEvery' | 'signal' | 'onError'
    >,
    Pick<EventOptions<Pattern>, 'validate' | 'strictness' | 'badItems' | 'onWarning'> {
  /** The server's URL. Default: `https://jetstream.us-east.bsky.network`. */
  service?: string
  /** The key that the server's archive is read with. Default: none, which a server of one's own may take. */
  apiKey?: string
  /** The kinds of events that are wanted. Default: all. */
  kinds?: ('commit' | 'identity' | 'account' | 'sync')[]
  /** The accounts that are wanted; at most 10,000. Default: all. */
  dids?: string[]
  /** The last `seq` that is wanted. Default: the end of the archive. */
  until?: number
  /** Takes zstd off a block. Default: `zstdDecompress` of `node:zlib`, in Node from 22.15 on. */
  decompress?: Decompress
  /** Sends one attempt of a request. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** Receives how far the archive was read. */
  onStatus?: (status: SnapshotStatus) => void
}

const DEFAULT_SERVICE = 'https://jetstream.us-east.bsky.network'
/** Milliseconds: an archive is metered, and a server may ask for minutes of patience. */
const RETRY = { limit: 10, maxDelay: 300_000 }

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
    const { service = DEFAULT_SERVICE, until, onStatus, onError = console.warn } = options
    const { kinds, dids, collections } = options
    const isRight = recordCheck(options)
    const client = archiveClient(service, options)
    const key = options.key ?? `${new URL(service).host}/archive`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    const start = (await keeper?.load()) ?? options.cursor ?? 0
    if (!Number.isSafeInteger(start) || start >= 1e15)
      throw validationError('options', ['cursor'], 'the number of an event', 'another number')
    const names = collections?.includes('*' as Pattern) ? undefined : collections
    const events = sweep(client, start, until, {
      filter: { ...(kinds && { kinds }), ...(dids && { dids }), ...(names && { collections: [...names] }) },
      decompress: options.decompress ?? runtimeZstd(),
      onError,
      onPlan: ({ plannedThroughSeq: through, sealedTipSeq: sealedTip, segments }) =>
        notify(onStatus, { type: 'plan', through, sealedTip, segments: segments.length }),
      signal,
    })
    try {
      for (;;) {
        const { done, value } = await events.next()
        if (done) {
          keeper?.pass(value)
          return notify(onStatus, { type: 'sealed-tip', seq: value })
        }
        const isWanted =
          value.kind !== 'commit' ||
          value.action === 'delete' ||
          isRight(value.uri, value.collection, value.record)
        if (isWanted) yield value
        keeper?.pass(value.seq)
      }
    } catch (error) {
      if (stop.signal.aborted) return
      throw error
    } finally {
      await events.return(0)
      await keeper?.close()
    }
  }

  return makeStream(walk() as AsyncGenerator<FirehoseEvent<Pattern>, void>, async () => stop.abort())
}

/** A client that reads an archive. */
function archiveClient(
  service: string,
  { apiKey, fetch }: Pick<SnapshotOptions, 'apiKey' | 'fetch'>,
): XrpcClient {
  const url = new URL(service)
  url.protocol = url.protocol.replace('ws', 'http')
  return new XrpcClient({
    service: url.href,
    fetch: retryingHandler({ ...(fetch && { fetch }), retry: RETRY }),
    ...(apiKey !== undefined && { headers: bearer(apiKey, 'apiKey') }),
  })
}
