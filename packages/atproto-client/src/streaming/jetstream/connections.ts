import { type ResponseError, StreamError } from '@typefed/core'
import { notify, validationError } from '@typefed/core/internal'
import { type Frame, openSocket, plainRequest, type Socket } from '@typefed/core/socket'
import type { AnyEvent } from '../firehose/read-events.ts'
import { IDLE_TIMEOUT } from '../idle-timeout.ts'
import { Position } from '../position/position.ts'
import { MICROSECONDS, SPARSE } from '../position/scale.ts'
import { type Compression, loadCompression } from './compression.ts'
import type { JetstreamFilter, JetstreamOptions } from './options.ts'
import { readV1Message, v1FilterMessage, v1Url } from './v1.ts'
import { identify, type JetstreamMessage } from './v1-message.ts'
import { readEvent as readV1Event } from './v1-read-event.ts'
import { readV2Event, readV2Message, V2_SUBPROTOCOL, v2Url } from './v2.ts'

/**
 * From here on a cursor is a time in microseconds, which both versions take; below it is a number of the second one.
 */
const FIRST_TIME = 1e15
/** Characters that a URL may have on its way through proxies. */
const MAX_URL = 8_000
/** Statuses that a plain request for a stream gets of a server that does not have it. */
const MISSING = new Set([404, 405, 501])

/** The connections of a Jetstream, one after the other: of the second version of the service, or of the first. */
export class JetstreamConnections {
  readonly #service: string
  readonly #options: JetstreamOptions<string>
  readonly #end = new AbortController()
  #filter: JetstreamFilter<string>
  #version: 1 | 2
  #compression: Compression | undefined
  #position: Position<object>
  #socket: Socket | undefined
  /** The cursor to begin with where no message has come yet. */
  #start: number | undefined
  /** The cursor to begin with instead of the position's, until a message comes. */
  #restart: number | undefined
  /** Another connection is to follow at once: with another filter, or without compression. */
  #isChanging = false

  /** @param filter what is wanted first */
  constructor(service: string, options: JetstreamOptions<string>, filter: JetstreamFilter<string> = options) {
    this.#service = service
    this.#options = options
    this.#filter = filter
    this.#version = options.version ?? 2
    this.#position = this.#makePosition(undefined)
  }

  /** The cursor to keep for the next start. */
  get kept(): number | undefined {
    return this.#position.kept
  }

  /** The events after a cursor, `undefined` for a message without one. */
  async *events(cursor: number | undefined): AsyncGenerator<AnyEvent | undefined, void> {
    this.#start = cursor
    this.#position = this.#makePosition(cursor)
    const { compress = true } = this.#options
    if (this.#version === 2) {
      this.#chooseVersion()
      this.#compression = await loadCompression(this.#service, compress, this.#end.signal)
    }
    do {
      this.#isChanging = false
      if (this.#end.signal.aborted) return
      this.#socket = this.#open()
      yield* this.#read(this.#socket)
    } while (this.#isChanging)
  }

  /** Wants something else from now on. */
  update(filter: JetstreamFilter<string>): void {
    this.#filter = filter
    if (this.#version === 2) {
      this.#chooseVersion()
      this.#change()
    } else this.#socket?.send(v1FilterMessage(filter))
  }

  async close(): Promise<void> {
    this.#end.abort()
    await this.#socket?.close()
  }

  async *#read(socket: Socket): AsyncGenerator<AnyEvent | undefined, void> {
    try {
      for await (const frame of socket) {
        this.#position.isBusy = true
        yield this.#take(frame)
        this.#position.isBusy = false
      }
    } finally {
      this.#position.isBusy = false
      await socket.close()
    }
  }

  #open(): Socket {
    const { headers, onStatus } = this.#options
    // Options that are not valid are an error at once.
    this.#url(this.#start)
    return openSocket({
      idleTimeout: IDLE_TIMEOUT,
      ...this.#options,
      what: new URL(this.#service).host,
      url: async () => {
        const last = await this.#position.connect()
        return this.#url(this.#restart ?? last ?? this.#start)
      },
      protocols: () => (this.#version === 2 ? [V2_SUBPROTOCOL] : undefined),
      headers: () => headers,
      probe: (signal) => this.#probe(signal),
      // A server of the first version only has refused the second.
      warns: () => !onStatus && this.#version === (this.#options.version ?? 2),
      onStatus: (status) => {
        // A server of the second version ends a connection over which anything is sent.
        if (status.type === 'open' && this.#version === 1) this.#socket?.send(v1FilterMessage(this.#filter))
        onStatus?.(status)
      },
    })
  }

  #url(cursor: number | string | undefined): URL {
    if (this.#version === 2) return v2Url(this.#service, this.#filter, cursor, this.#compression?.id)
    const isTime = typeof cursor === 'number' && cursor >= FIRST_TIME
    return v1Url(this.#service, isTime ? cursor : undefined, typeof this.#options.compress === 'function')
  }

  /** The event of a frame, if it is one and no repeat. What is no message is reported. */
  #take(frame: Frame): AnyEvent | undefined {
    try {
      const text = this.#textOf(frame)
      if (text === undefined) return undefined
      return this.#version === 2 ? this.#takeV2(text) : this.#takeV1(readV1Message(this.#service, text))
    } catch (error) {
      // Behind an error frame the server ends the connection; a new one mends what is the matter, or tells.
      notify(this.#options.onError ?? console.warn, error as Error)
      return undefined
    }
  }

  #takeV1(message: JetstreamMessage): AnyEvent | undefined {
    const event = readV1Event(message)
    return this.#position.take(message, message.time_us, event !== undefined) ? event : undefined
  }

  #takeV2(text: string): AnyEvent | undefined {
    const message = readV2Message(text)
    if (!message) return undefined
    const event = readV2Event(message)
    if (message.$type === 'network.bsky.jetstream.subscribeEvents#info' && message.name === 'OutdatedCursor')
      this.#position.markOutdated()
    const { seq } = message as { seq?: unknown }
    const at = Number.isSafeInteger(seq) ? (seq as number) : undefined
    if (at !== undefined) this.#restart = undefined
    return this.#position.take(message, at, event !== undefined) ? event : undefined
  }

  /** The text of a frame; `undefined` for one that cannot be had out of its compression. */
  #textOf(frame: Frame): string | undefined {
    if (typeof frame === 'string') return frame
    const { compress } = this.#options
    if (this.#version === 1) {
      if (typeof compress !== 'function')
        throw validationError(`message of ${this.#service}`, [], 'a string', 'bytes')
      return new TextDecoder().decode(compress(frame, new Uint8Array()))
    }
    try {
      if (this.#compression) return this.#compression.undo(frame)
      throw new TypeError('bytes instead of a string')
    } catch (cause) {
      notify(
        this.#options.onError ?? console.warn,
        new StreamError(`${this.#service}: a frame that cannot be decompressed`, { cause }),
      )
      // It comes again, as it is.
      if (this.#compression) this.#change()
      this.#compression = undefined
      return undefined
    }
  }

  /**
   * Asks why a connection was refused. Returns an error that a new connection would not mend, or `retry` for one that
   * it does.
   */
  async #probe(signal: AbortSignal): Promise<Error | 'retry' | undefined> {
    if (this.#version === 1) return undefined
    const { service, whenTooOld = 'error', version } = { service: this.#service, ...this.#options }
    const url = this.#url(this.#restart ?? this.#position.last ?? this.#start)
    const refusal = await plainRequest(service, url, undefined, [], signal).catch(() => undefined)
    if (!refusal) return undefined
    const { status, error, description: message } = refusal
    if (MISSING.has(status) && version === undefined) this.#fallBack('missing')
    else if (error === 'UnknownZstdDictionary') this.#compression = await this.#otherCompression()
    else if (error === 'CursorTooOld' && whenTooOld === 'restart') this.#restart = FIRST_TIME
    else if (error === 'CursorTooOld' || MISSING.has(status) || isRefusedFilter(refusal))
      return new StreamError(`${service}: ${[error || status, message].filter(Boolean).join(': ')}`, {
        error,
      })
    else return undefined
    return 'retry'
  }

  /** The compression of now, after the server has refused the one of before. */
  async #otherCompression(): Promise<Compression | undefined> {
    const before = this.#compression?.id
    const { compress = true } = this.#options
    const now = await loadCompression(this.#service, compress, this.#end.signal)
    return now?.id === before ? undefined : now
  }

  /** Takes the first version for a filter that a URL cannot hold. */
  #chooseVersion(): void {
    if (this.#options.version === undefined && this.#url(FIRST_TIME).href.length > MAX_URL)
      this.#fallBack('filter')
  }

  #fallBack(reason: 'missing' | 'filter'): void {
    const cursor = this.#position.last ?? this.#start
    const isKept = cursor === undefined || Number(cursor) >= FIRST_TIME
    this.#version = 1
    this.#compression = undefined
    this.#startAt(isKept ? (cursor as number | undefined) : undefined)
    notify(this.#options.onStatus, {
      type: 'fallback',
      version: 1,
      reason,
      lostCursor: isKept ? undefined : (cursor as number),
    })
  }

  #startAt(cursor: number | undefined): void {
    this.#start = cursor
    this.#position = this.#makePosition(cursor)
  }

  #change(): void {
    this.#isChanging = true
    void this.#socket?.close()
  }

  /** A cursor of the other version is no number to compare those of messages with. */
  #makePosition(cursor: number | undefined): Position<object> {
    const { onStatus } = this.#options
    if (this.#version === 2)
      return new Position<object>({
        start: Number(cursor) < FIRST_TIME ? cursor : undefined,
        scale: SPARSE,
        onStatus,
      })
    const position = new Position<JetstreamMessage>({
      start: cursor,
      scale: MICROSECONDS,
      identify,
      onStatus,
    })
    return position as Position<object>
  }
}

/** Whether the server does not take what is asked for, whenever that is. */
function isRefusedFilter({ status, error, description }: ResponseError): boolean {
  // A plain request is refused as such, too.
  return status === 400 && error === 'InvalidRequest' && !/websocket|upgrade/i.test(description)
}
