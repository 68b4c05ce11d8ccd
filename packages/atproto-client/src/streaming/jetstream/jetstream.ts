import { type Stream, ValidationError } from '@typefed/core'
import { notify, parseJson, validate, validationError } from '@typefed/core/internal'
import { type Frame, makeStream, openSocket, type Socket } from '@typefed/core/socket'
import type { CollectionPattern } from '../firehose/collections.ts'
import { CursorKeeper } from '../firehose/cursor-keeper.ts'
import type { AccountChanged, IdentityChanged, RecordOperation } from '../firehose/events.ts'
import type { EventOptions } from '../firehose/options.ts'
import { loadRecordCheck } from '../firehose/load-record-check.ts'
import { IDLE_TIMEOUT } from '../idle-timeout.ts'
import { Position } from '../position/position.ts'
import { type Cursor, MICROSECONDS } from '../position/scale.ts'
import { identify, jetstreamMessage, type JetstreamMessage } from './message.ts'
import { type AnyJetstreamEvent, readEvent } from './read-event.ts'

/** What is wanted of a Jetstream. Events of accounts and identities come for all accounts that are. */
export interface JetstreamFilter<Pattern extends CollectionPattern = '*'> {
  /** The collections whose operations are wanted: names, or all below a name (`app.bsky.feed.*`). Default: all. */
  collections?: readonly Pattern[]
  /** The accounts that are wanted; at most 10,000. Default: all. */
  dids?: readonly string[]
  /** Bytes that a message may have; larger ones are not sent. Default: no limit. */
  maxMessageSize?: number
}

/** Options of a Jetstream. */
export interface JetstreamOptions<Pattern extends CollectionPattern = '*'>
  extends JetstreamFilter<Pattern>, Omit<EventOptions<Pattern>, 'collections'> {
  /** The server's URL. Default: `wss://jetstream2.us-east.bsky.network`. */
  service?: string
  /**
   * Takes zstd off a message, with the dictionary that the server's source has:
   * `(frame) => zstdDecompressSync(frame, { dictionary })` of `node:zlib`. If it is given, messages are asked for in that form.
   * Default: messages are not compressed.
   */
  decompress?: (frame: Uint8Array<ArrayBuffer>) => Uint8Array
}

/** What happens to records and accounts. `seq` is the time in microseconds. */
export type JetstreamEvent<Pattern extends CollectionPattern = '*'> =
  | RecordOperation<Pattern>
  | IdentityChanged
  | AccountChanged

/** A Jetstream, whose filter may be changed. */
export interface JetstreamStream<Pattern extends CollectionPattern = '*'> extends Stream<
  JetstreamEvent<Pattern>
> {
  /** Wants something else from now on. What is not given is not filtered by. */
  update(filter: JetstreamFilter<Pattern>): void
}

const DEFAULT_SERVICE = 'wss://jetstream2.us-east.bsky.network'

/**
 * What happens in all repositories, from a Jetstream server: smaller than a firehose and filtered by the server, and no
 * more to be trusted than that server is. Its events are those of `firehose`, apart from `sync`. It comes back after a
 * lost connection, and gives every event, none twice. After a restart with a store, events of the time that was kept may
 * come again.
 *
 * Records that do not fit are dealt with as in `firehose`. What is no message of Jetstream is told to `onError` and left
 * out.
 */
export function jetstream<const Pattern extends CollectionPattern = CollectionPattern>(
  options: JetstreamOptions<Pattern> = {},
): JetstreamStream<Pattern> {
  const { service = DEFAULT_SERVICE, onError = console.warn, headers, decompress } = options
  const what = new URL(service).host
  let filter: JetstreamFilter<string> = options
  let socket: Socket | undefined
  let isClosed = false

  function urlAfter(cursor: Cursor | undefined): URL {
    // The filter comes as a message: thousands of accounts are too many for a URL.
    const url = new URL('/subscribe?requireHello=true', service)
    url.protocol = url.protocol.replace('http', 'ws')
    if (decompress) url.searchParams.set('compress', 'true')
    if (cursor !== undefined) url.searchParams.set('cursor', String(cursor))
    return url
  }

  function sendFilter(): void {
    const { collections = ['*'], dids = [], maxMessageSize = 0 } = filter
    const wantedCollections = collections.includes('*') ? [] : collections
    const payload = { wantedCollections, wantedDids: dids, maxMessageSizeBytes: maxMessageSize }
    socket?.send(JSON.stringify({ type: 'options_update', payload }))
  }

  function textOf(frame: Frame): Frame {
    return decompress && typeof frame !== 'string' ? new TextDecoder().decode(decompress(frame)) : frame
  }

  function read(frame: Frame): JetstreamMessage | undefined {
    try {
      return readMessage(what, textOf(frame))
    } catch (error) {
      notify(onError, error as Error)
      return undefined
    }
  }

  async function* walk(): AsyncGenerator<AnyJetstreamEvent, void> {
    const key = options.key ?? `${what}/subscribe`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    const start = (await keeper?.load()) ?? options.cursor
    const position = new Position({ start, scale: MICROSECONDS, identify, onStatus: options.onStatus })
    const fits = await loadRecordCheck(options)
    if (isClosed) return
    const onStatus: typeof options.onStatus = (status) => {
      if (status.type === 'open') sendFilter()
      options.onStatus?.(status)
    }
    socket = openSocket({
      idleTimeout: IDLE_TIMEOUT,
      ...options,
      url: async () => urlAfter(await position.connect()),
      what,
      headers: () => headers,
      onStatus,
    })
    try {
      for await (const frame of socket) {
        position.isBusy = true
        const message = read(frame)
        const event = message && readEvent(message)
        if (message && position.take(message, message.time_us, event !== undefined) && event) {
          if (event.kind !== 'commit' || event.action === 'delete') yield event
          else if (fits(event.uri, event.collection, event.record)) yield event
        }
        // The next one was asked for, so all before was dealt with.
        keeper?.pass(position.kept)
        position.isBusy = false
      }
    } finally {
      position.isBusy = false
      await socket.close()
      await keeper?.close()
    }
  }

  const stream = makeStream(walk() as AsyncGenerator<JetstreamEvent<Pattern>, void>, async () => {
    isClosed = true
    await socket?.close()
  })
  const update = (next: JetstreamFilter<Pattern>) => {
    filter = next
    sendFilter()
  }
  return { ...stream, update }
}

function readMessage(what: string, frame: Frame): JetstreamMessage {
  if (typeof frame !== 'string') throw validationError(`message of ${what}`, [], 'a text', 'bytes')
  const message = parseJson(`message of ${what}`, frame)
  const issues = validate(jetstreamMessage, message, 'lenient')
  if (issues) throw new ValidationError(`message of ${what}`, issues)
  const { time_us: time } = message as JetstreamMessage
  if (!Number.isSafeInteger(time))
    throw validationError(`message of ${what}`, ['time_us'], 'an integer', 'another number')
  return message as JetstreamMessage
}
