import type { FetchHandler } from '@typefed/core'
import { bearer, notify, validationError } from '@typefed/core/internal'
import { retryingHandler } from '@typefed/core/lazy'
import type { CollectionPattern } from '../streaming/firehose/collections.ts'
import type { EventOptions } from '../streaming/firehose/options.ts'
import { recordCheck } from '../streaming/firehose/record-check.ts'
import { XrpcClient } from '../xrpc-client.ts'
import { type Decompress, sweep } from './sweep.ts'
import type { AnyArchiveEvent } from './to-event.ts'
import { runtimeZstd } from './zstd.ts'

/** How far the archive was read. */
export type ArchiveStatus =
  /** A part of the archive is read next: up to the number `through` of `sealedTip`. */
  | { readonly type: 'plan'; readonly through: number; readonly sealedTip: number; readonly segments: number }
  /** All was read up to this number, which was the end of the archive when the reading began. */
  | { readonly type: 'sealed-tip'; readonly seq: number }

/** Options of what reads an archive. */
export interface ArchiveOptions<Pattern extends CollectionPattern = '*'> extends Pick<
  EventOptions<Pattern>,
  | 'collections'
  | 'cursor'
  | 'store'
  | 'key'
  | 'saveEvery'
  | 'signal'
  | 'onError'
  | 'validate'
  | 'strictness'
  | 'badItems'
  | 'onWarning'
> {
  /** The server's URL. Default: `https://jetstream.us-east.bsky.network`. */
  service?: string
  /** The key that the server's archive is read with. Default: none, which a server of one's own may take. */
  apiKey?: string
  /** The kinds of events that are wanted. Default: all. */
  kinds?: ('commit' | 'identity' | 'account' | 'sync')[]
  /** The accounts that are wanted; at most 10,000. Default: all. */
  dids?: string[]
  /** Takes zstd off a block. Default: `zstdDecompress` of `node:zlib`, in Node from 22.15 on. */
  decompress?: Decompress
  /** Sends one attempt of a request. Default: the global `fetch`. */
  fetch?: FetchHandler
}

export const DEFAULT_SERVICE = 'https://jetstream.us-east.bsky.network'
/** Milliseconds: an archive is metered, and a server may ask for minutes of patience. */
const RETRY = { limit: 10, maxDelay: 300_000 }
/** From here on a cursor is a time, which an archive does not take. */
const FIRST_TIME = 1e15

/** Whether an event is handed on: its record fits. What does not fit is reported. */
export type EventCheck = (event: AnyArchiveEvent) => boolean

/** Makes a check of events. */
export function eventCheck(options: ArchiveOptions<string>): EventCheck {
  const fits = recordCheck(options)
  return (event) =>
    event.kind !== 'commit' || event.action === 'delete' || fits(event.uri, event.collection, event.record)
}

/** Reads the events after a number, up to another or the end of the archive; returns the last number that was looked at. */
export type ReadArchive = (after: number, until?: number) => AsyncGenerator<AnyArchiveEvent, number>

/** Makes what reads an archive. Throws ValidationError for options that make no sense. */
export function openArchive(
  options: ArchiveOptions<string>,
  isRight: EventCheck,
  signal: AbortSignal,
  onStatus?: (status: ArchiveStatus) => void,
): ReadArchive {
  const { service = DEFAULT_SERVICE, kinds, dids, collections, onError = console.warn } = options
  const client = archiveClient(service, options)
  const names = collections?.includes('*') ? undefined : collections
  const sweepOptions = {
    filter: { ...(kinds && { kinds }), ...(dids && { dids }), ...(names && { collections: [...names] }) },
    decompress: options.decompress ?? runtimeZstd(),
    isRight,
    onError,
    onPlan: ({ plannedThroughSeq: through, sealedTipSeq: sealedTip, segments }: Plan) =>
      notify(onStatus, { type: 'plan', through, sealedTip, segments: segments.length }),
    signal,
  }
  return (after, until) => {
    if (!Number.isSafeInteger(after) || after >= FIRST_TIME)
      throw validationError('options', ['cursor'], 'the number of an event', 'another number')
    return sweep(client, after, until, sweepOptions)
  }
}

interface Plan {
  readonly plannedThroughSeq: number
  readonly sealedTipSeq: number
  readonly segments: readonly unknown[]
}

/** A client that reads an archive. */
function archiveClient(
  service: string,
  { apiKey, fetch }: Pick<ArchiveOptions, 'apiKey' | 'fetch'>,
): XrpcClient {
  const url = new URL(service)
  url.protocol = url.protocol.replace('ws', 'http')
  return new XrpcClient({
    service: url.href,
    fetch: retryingHandler({ ...(fetch && { fetch }), retry: RETRY }),
    ...(apiKey !== undefined && { headers: bearer(apiKey, 'apiKey') }),
  })
}
