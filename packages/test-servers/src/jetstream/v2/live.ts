import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { zstdCompressSync } from 'node:zlib'
import { WebSocket, WebSocketServer } from 'ws'
import { type Filter, matches, refusalOf, type StoredEvent } from './event.ts'
import { dictionaryOf } from './dictionary.ts'
import { infoOf, legacyMessageOf, messageOf } from './message.ts'

/** What a test may change while the server runs. */
export interface LiveSettings {
  /** The oldest number that can be played back. */
  floor: number
  /** Whether the server has started up: 503 until then. */
  isReady: boolean
  /** The id of the dictionary in use. */
  dictionary: number
  /** Events that are sent again before those that a cursor asks for: delivery is at least once. */
  repeats: number
}

type Version = 'v1' | 'v2'

interface Subscriber {
  readonly version: Version
  /** Absent until it has said hello, if it means to. */
  filter: Filter | undefined
  /** The place of the event that it gets next. */
  next: number
  readonly dictionary: Buffer | undefined
}

/** From this number on, a cursor is a time in microseconds. */
const TIME = 1e15
const INVALID = { status: 400, error: 'InvalidRequest' }
const OLD_PARAMETERS = ['wantedDids', 'wantedCollections', 'requireHello']

/** The connections of a server. */
export class Live {
  readonly sockets: Map<WebSocket, Subscriber> = new Map()
  readonly #events: readonly StoredEvent[]
  readonly #settings: LiveSettings
  readonly #server: WebSocketServer = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has('xrpc.v1.json') ? 'xrpc.v1.json' : false),
  })

  constructor(events: readonly StoredEvent[], settings: LiveSettings) {
    this.#events = events
    this.#settings = settings
  }

  /** Why a connection is refused before it is opened, if it is. */
  refusalOf(params: URLSearchParams): { status: number; error: string; message: string } | undefined {
    const { floor, isReady, dictionary } = this.#settings
    if (!isReady) return { status: 503, error: 'ServiceUnavailable', message: 'the server is starting' }
    if (OLD_PARAMETERS.some((name) => params.has(name)) || params.get('compress') === 'true')
      return { ...INVALID, message: 'a parameter of the first version' }
    const reason = refusalOf(filterOf(params))
    if (reason) return { ...INVALID, message: reason }
    const cursor = params.get('cursor')
    if (cursor !== null && !/^\d+$/.test(cursor)) return { ...INVALID, message: 'cursor' }
    const id = params.get('zstdDictionary')
    if (id !== null && Number(id) !== dictionary)
      return { status: 400, error: 'UnknownZstdDictionary', message: `dictionary ${id} is not known` }
    const isTooOld = cursor !== null && Number(cursor) < TIME && Math.max(Number(cursor), 1) < floor
    if (isTooOld) return { status: 400, error: 'CursorTooOld', message: `${cursor} is below ${floor}` }
    return undefined
  }

  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    version: Version,
    params: URLSearchParams,
  ): void {
    const refusal = version === 'v2' ? this.refusalOf(params) : undefined
    if (refusal) {
      const { status, ...body } = refusal
      const text = JSON.stringify(body)
      socket.end(
        `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      )
      return
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#open(connection, version, params))
  }

  #open(socket: WebSocket, version: Version, params: URLSearchParams): void {
    const cursor = params.get('cursor')
    const subscriber: Subscriber = {
      version,
      filter: params.get('requireHello') === 'true' ? undefined : filterOf(params),
      next: this.#placeOf(cursor, version),
      dictionary: params.has('zstdDictionary') ? dictionaryOf(this.#settings.dictionary) : undefined,
    }
    this.sockets.set(socket, subscriber)
    socket.on('error', () => {})
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      // The second version takes nothing from a client.
      if (version === 'v2') return socket.close(1008)
      const { payload } = JSON.parse(data.toString()) as { payload: Record<string, string[]> }
      subscriber.filter = {
        dids: payload['wantedDids'] ?? [],
        collections: payload['wantedCollections'] ?? [],
      }
      this.catchUp()
    })
    const isOutdated = version === 'v2' && Number(cursor) >= TIME && this.#isBelowFloor(Number(cursor))
    if (isOutdated) this.#send(socket, subscriber, infoOf(`begins at ${this.#settings.floor}`))
    this.catchUp()
  }

  /** The place of the first event for a cursor: a number, that event included, or a time; ahead of all, what comes next. */
  #placeOf(cursor: string | null, version: Version): number {
    if (cursor === null) return this.#events.length
    const isTime = version === 'v1' || Number(cursor) >= TIME
    const place = this.#events.findIndex(({ seq, witnessedAt }) =>
      isTime ? witnessedAt >= Number(cursor) && seq >= this.#settings.floor : seq >= Number(cursor),
    )
    return place === -1 ? this.#events.length : Math.max(place - this.#settings.repeats, 0)
  }

  #isBelowFloor(time: number): boolean {
    const first = this.#events.find(({ seq }) => seq >= this.#settings.floor)
    return first !== undefined && this.#settings.floor > 1 && time < first.witnessedAt
  }

  /** Sends to everybody what has not been sent yet. */
  catchUp(): void {
    for (const [socket, subscriber] of this.sockets) {
      if (!subscriber.filter || socket.readyState !== WebSocket.OPEN) continue
      for (const event of this.#events.slice(subscriber.next)) {
        const text = subscriber.version === 'v1' ? legacyMessageOf(event) : messageOf(event)
        if (text !== undefined && matches(subscriber.filter, event)) this.#send(socket, subscriber, text)
      }
      subscriber.next = this.#events.length
    }
  }

  /** Ends all connections, with a code or without a closing handshake. */
  drop(code?: number): void {
    for (const socket of this.sockets.keys()) {
      if (code === undefined) socket.terminate()
      else socket.close(code)
    }
    this.sockets.clear()
  }

  #send(socket: WebSocket, { dictionary }: Subscriber, text: string): void {
    socket.send(dictionary ? zstdCompressSync(text, { dictionary }) : text)
  }
}

function filterOf(params: URLSearchParams): Filter {
  const [kinds, dids, collections] = ['kinds', 'dids', 'collections'].map((name) => params.getAll(name))
  return { kinds: kinds ?? [], dids: dids ?? [], collections: collections ?? [] }
}
