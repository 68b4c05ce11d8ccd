import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { zstdCompressSync } from 'node:zlib'
import { WebSocket, WebSocketServer } from 'ws'
import { EVERYTHING, type Filter, passes, readUpdate } from './filter.ts'

/** An event as a test says it; the server adds the time. */
export interface PublishedEvent {
  did: string
  kind: string
  commit?: { collection: string; [name: string]: unknown }
  [name: string]: unknown
}

interface Subscriber {
  /** Absent until it has said hello, if it means to. */
  filter: Filter | undefined
  /** The event that it gets next, by its place. */
  next: number
  /** Whether it asked for zstd. */
  readonly isCompressed: boolean
}

/** A server on loopback that keeps what it sent and plays it back from a cursor on. */
export interface JetstreamServer extends AsyncDisposable {
  readonly url: string
  /** The `time_us` of the last event. */
  readonly cursor: number
  /** The queries that connections were asked for with, oldest first. */
  readonly queries: readonly URLSearchParams[]
  /** How many connections are open. */
  readonly openSockets: number
  publish(event: PublishedEvent): void
  /** Publishes events that share one time, as a batch does that is stamped once. */
  publishTogether(...events: PublishedEvent[]): void
  /** Closes all connections, as a server that restarts does, after so many more events: within a batch, too. */
  closeAfter(events: number): void
  /** Forgets what was sent, and goes on from another time: as a server that was set up anew, or whose clock is wrong. */
  restartAt(time: number): void
  /** Sends something to everybody as it is, which is not kept. */
  sendRaw(frame: string | Uint8Array): void
  /** Breaks all connections without a closing handshake. */
  dropSockets(): void
  close(): Promise<void>
}

/** What messages are compressed with: the real servers' is a file of their source. */
export const DICTIONARY: Buffer = Buffer.from(
  '{"did":"did:plc:","time_us":,"kind":"commit","commit":{"rev":"'.repeat(8),
)

/** Starts a Jetstream server. */
export async function startJetstream(): Promise<JetstreamServer> {
  const server = new WebSocketServer({ noServer: true })
  // It has nothing else, nor the second version of the stream.
  const http = createServer((_, response) => response.writeHead(404).end('404 page not found'))
  http.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/subscribe'))
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
    else
      server.handleUpgrade(request, socket, head, (connection) =>
        server.emit('connection', connection, request),
      )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const events: (PublishedEvent & { time_us: number })[] = []
  const queries: URLSearchParams[] = []
  const subscribers = new Map<WebSocket, Subscriber>()
  let clock = Date.now() * 1_000
  let untilClose = Infinity

  server.on('connection', (socket, request) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    queries.push(searchParams)
    const subscriber: Subscriber = {
      filter: searchParams.get('requireHello') === 'true' ? undefined : EVERYTHING,
      next: placeOf(searchParams.get('cursor')),
      isCompressed: searchParams.get('compress') === 'true',
    }
    subscribers.set(socket, subscriber)
    socket.on('error', () => {})
    socket.on('close', () => subscribers.delete(socket))
    socket.on('message', (data: Buffer) => {
      try {
        subscriber.filter = readUpdate(data.toString())
      } catch (error) {
        socket.close(1000, String(error))
      }
      catchUp(socket, subscriber)
    })
    catchUp(socket, subscriber)
  })

  /** Where playback begins: with the event of that time, or of none with what comes. */
  function placeOf(cursor: string | null): number {
    const place = events.findIndex(({ time_us }) => cursor !== null && time_us >= Number(cursor))
    return place === -1 ? events.length : place
  }

  function catchUp(socket: WebSocket, subscriber: Subscriber): void {
    if (!subscriber.filter || socket.readyState !== WebSocket.OPEN) return
    for (const event of events.slice(subscriber.next)) {
      const text = JSON.stringify(event)
      if (!passes(subscriber.filter, event, text.length)) continue
      socket.send(subscriber.isCompressed ? zstdCompressSync(text, { dictionary: DICTIONARY }) : text)
    }
    subscriber.next = events.length
  }

  function publishTogether(...batch: PublishedEvent[]): void {
    clock++
    // They leave one by one, so a connection may break between them.
    for (const event of batch) {
      events.push({ ...event, time_us: clock })
      for (const [socket, subscriber] of subscribers) catchUp(socket, subscriber)
      if (--untilClose > 0) continue
      for (const socket of subscribers.keys()) socket.close(1001)
      subscribers.clear()
      untilClose = Infinity
    }
  }

  function dropSockets(): void {
    for (const socket of subscribers.keys()) socket.terminate()
    subscribers.clear()
  }

  async function close(): Promise<void> {
    dropSockets()
    http.closeAllConnections()
    await new Promise<void>((resolve) => http.close(() => resolve()))
  }

  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    queries,
    get cursor() {
      return clock
    },
    get openSockets() {
      return subscribers.size
    },
    publish: (event) => publishTogether(event),
    publishTogether,
    closeAfter(count) {
      untilClose = count
    },
    restartAt(time) {
      events.length = 0
      clock = time
      dropSockets()
    },
    sendRaw(frame) {
      for (const socket of subscribers.keys()) socket.send(frame)
    },
    dropSockets,
    close,
    [Symbol.asyncDispose]: close,
  }
}
