import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import { Archive, sendError } from './archive.ts'
import { dictionaryOf } from './dictionary.ts'
import type { NewEvent, StoredEvent } from './event.ts'
import { Live, type LiveSettings } from './live.ts'

export interface JetstreamV2Options {
  /** The key that the archive is read with. Default: none is wanted. */
  readonly apiKey?: string
  /** Events of a block. Default: 4. */
  readonly blockSize?: number
  /** Whether there is the first version only, under `/subscribe`. */
  readonly isLegacy?: boolean
}

/** What goes wrong next, by the path of the call; each once, in order. */
export interface Fault {
  readonly path: string
  readonly status?: number
  readonly headers?: Record<string, string>
  /** Breaks the connection off after so many bytes of a file. */
  readonly cutAt?: number
}

/** A request as it came. */
export interface SeenRequest {
  readonly path: string
  readonly params: URLSearchParams
  readonly headers: NodeJS.Dict<string | string[]>
}

/** A server on loopback with both versions of the stream, the archive and the dictionary. */
export interface JetstreamV2Server extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string
  readonly archive: Archive
  /** Changes for all connections from now on. */
  readonly settings: LiveSettings
  readonly requests: readonly SeenRequest[]
  readonly faults: Fault[]
  readonly openSockets: number
  /** Adds an event; returns its number. */
  publish(event: NewEvent): number
  /** Moves all events so far to the archive, which has them from then on. */
  seal(): void
  /** Sends a frame to everybody as it is. */
  sendRaw(frame: string | Uint8Array): void
  /** Ends all connections: with a code, or without a closing handshake. */
  dropSockets(code?: number): void
  close(): Promise<void>
}

const XRPC = '/xrpc/network.bsky.jetstream.'
/** Starts a server. Its numbers begin at 1. */
export async function startJetstreamV2(options: JetstreamV2Options = {}): Promise<JetstreamV2Server> {
  const { apiKey, blockSize = 4, isLegacy = false } = options
  const archive = new Archive(blockSize)
  const events: StoredEvent[] = []
  const settings: LiveSettings = { floor: 1, isReady: true, dictionary: 20_260_811, repeats: 0 }
  const live = new Live(events, settings)
  const requests: SeenRequest[] = []
  const faults: Fault[] = []
  let sealed = 0
  let clock = 1_780_000_000_000_000

  const server = createServer((request, response) => {
    const { pathname: path, searchParams: params } = new URL(request.url ?? '', 'http://localhost')
    requests.push({ path, params, headers: request.headers })
    const fault = takeFault(path)
    if (fault?.status) return void response.writeHead(fault.status, fault.headers).end('{}')
    if (isLegacy || !path.startsWith(XRPC)) return void response.writeHead(404).end('404 page not found')
    const call = path.slice(XRPC.length)
    const isLive = call === 'subscribeEvents' || call === 'getZstdDictionary'
    if (!isLive && apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`)
      return sendError(response, 401, 'AuthenticationRequired')
    if (call === 'getSegment') return archive.sendSegment(params.get('name'), request, response, fault?.cutAt)
    if (call === 'getBlock') return archive.sendBlock(params, response)
    if (call === 'getZstdDictionary') {
      const id = params.get('id')
      if (id !== null && Number(id) !== settings.dictionary)
        return sendError(response, 404, 'DictionaryNotFound')
      return void response
        .writeHead(200, { 'content-type': 'application/octet-stream' })
        .end(dictionaryOf(settings.dictionary))
    }
    if (call === 'subscribeEvents') {
      const refusal = live.refusalOf(params)
      if (refusal) return sendError(response, refusal.status, refusal.error, refusal.message)
      return sendError(response, 400, 'InvalidRequest', 'a WebSocket is wanted here')
    }
    if (call !== 'planSnapshot') return sendError(response, 501, 'MethodNotImplemented')
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const { status, body } = archive.plan(JSON.parse(text || '{}') as object)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })

  function takeFault(path: string): Fault | undefined {
    const index = faults.findIndex((fault) => path.endsWith(fault.path))
    return index === -1 ? undefined : faults.splice(index, 1)[0]
  }

  server.on('upgrade', (request, socket, head: Buffer) => {
    const { pathname: path, searchParams: params } = new URL(request.url ?? '', 'http://localhost')
    requests.push({ path, params, headers: request.headers })
    const fault = takeFault(path)
    const isV2 = path === `${XRPC}subscribeEvents` && !isLegacy
    if (fault?.status || (!isV2 && path !== '/subscribe')) {
      socket.end(`HTTP/1.1 ${fault?.status ?? 404} Refused\r\ncontent-length: 0\r\n\r\n`)
    } else live.upgrade(request, socket, head, isV2 ? 'v2' : 'v1', params)
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function close(): Promise<void> {
    live.drop()
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    archive,
    settings,
    requests,
    faults,
    get openSockets() {
      return live.sockets.size
    },
    publish(event) {
      const seq = (events.at(-1)?.seq ?? 0) + 1
      clock += 1_000
      events.push({ ...event, seq, witnessedAt: clock })
      live.catchUp()
      return seq
    },
    seal() {
      archive.seal(events.slice(sealed))
      sealed = events.length
    },
    sendRaw(frame) {
      for (const socket of live.sockets.keys()) (socket as WebSocket).send(frame)
    },
    dropSockets: (code) => live.drop(code),
    close,
    [Symbol.asyncDispose]: close,
  }
}
