import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { Refusal } from '../answer.ts'
import type { TokenRecord } from '../auth.ts'
import { isObject } from '../document.ts'
import type { Happening } from '../world/happenings.ts'
import { eventFor, type SentEvent } from './events.ts'
import { keyOf, type Place, subscribe, type Subscription, type Wanted } from './subscription.ts'
import type { ClientMessage } from './types.ts'

const PING_EVERY = 30_000
/** Streams that GoToSocial takes a message for. */
const GO_TO_SOCIAL_TAKES = new Set(['user', 'user:notification', 'public', 'public:local', 'direct'])

interface Session {
  readonly socket: WebSocket
  readonly duplex: Duplex
  readonly token: TokenRecord
  readonly subscriptions: Map<string, Subscription>
  isAlive: boolean
}

/** The sockets of the streaming server: any number of streams on each. */
export class Sockets {
  /** What clients have sent, oldest first. */
  readonly messages: ClientMessage[] = []
  /** Answer upgrades with this status instead. */
  refusal: number | undefined
  /** Refuse subscriptions with this status. */
  subscriptionRefusal: number | undefined
  /** Stream as GoToSocial does. */
  isGoToSocial = false
  /** Read nothing that clients send. */
  isDeaf = false
  /** Accept subscriptions and send nothing. */
  isStalled = false
  readonly #place: Place
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #sessions = new Set<Session>()
  readonly #pings: NodeJS.Timeout

  constructor(place: Place) {
    this.#place = place
    this.#pings = setInterval(() => this.#ping(), PING_EVERY)
    this.#pings.unref()
  }

  get count(): number {
    return this.#sessions.size
  }

  /** The keys of all that is listened to. */
  get listening(): string[] {
    return [...this.#sessions].flatMap(({ subscriptions }) => [...subscriptions.keys()])
  }

  /** Takes a connection that wants to be a socket, or refuses it. */
  upgrade(request: IncomingMessage, duplex: Duplex, head: Buffer): void {
    const address = new URL(request.url ?? '/', 'http://localhost')
    duplex.on('error', () => duplex.destroy())
    try {
      if (this.refusal !== undefined) throw new Refusal(this.refusal, 'No sockets here')
      if (this.isGoToSocial && !request.headers['user-agent']) throw new Refusal(418, 'No user agent')
      if (!/^\/api\/v1\/streaming\/?$/.test(address.pathname)) throw new Refusal(404, 'Not found')
      const token = this.#tokenOf(request, address)
      this.#server.handleUpgrade(request, duplex, head, (socket) => {
        this.#open({ socket, duplex, token, subscriptions: new Map(), isAlive: true }, address)
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(duplex, error)
    }
  }

  /** Responds to a plain request for a stream as GoToSocial does, which has the address of the socket only. */
  refusePlain(request: IncomingMessage, response: ServerResponse): boolean {
    const address = new URL(request.url ?? '/', 'http://localhost')
    if (!this.isGoToSocial || !address.pathname.startsWith('/api/v1/streaming')) return false
    const isThere = address.pathname === '/api/v1/streaming'
    let status = isThere ? 400 : 404
    try {
      if (isThere) this.#tokenOf(request, address)
    } catch {
      status = 401
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"no stream here"}')
    return true
  }

  /** Sends what happened to those whom it concerns. */
  onHappening(happening: Happening): void {
    for (const session of this.#sessions) {
      if (happening.type === 'revoked') {
        if (session.token.value === happening.token) session.socket.close()
        continue
      }
      for (const subscription of session.subscriptions.values()) {
        const event = eventFor(this.#place, subscription, happening)
        if (!event) continue
        this.#send(session, subscription, event)
        if (this.isGoToSocial) break
      }
    }
  }

  /** Sends an event to all who listen to a stream. @returns how many do */
  emit(key: string, event: SentEvent): number {
    let told = 0
    for (const session of this.#sessions) {
      const subscription = session.subscriptions.get(key)
      if (!subscription) continue
      this.#send(session, subscription, event)
      told++
    }
    return told
  }

  /** Sends a frame as it is to every socket. */
  inject(frame: string | Uint8Array): void {
    for (const { socket } of this.#sessions) socket.send(frame)
  }

  /** Closes every socket, with a closing handshake. */
  closeAll(code?: number, reason?: string): void {
    for (const { socket } of this.#sessions) socket.close(code, reason)
  }

  /** Breaks every connection without a word. */
  resetAll(): void {
    for (const { socket, duplex } of this.#sessions) {
      if ('resetAndDestroy' in duplex) (duplex as Duplex & { resetAndDestroy(): void }).resetAndDestroy()
      socket.terminate()
    }
  }

  close(): void {
    clearInterval(this.#pings)
    for (const { socket } of this.#sessions) socket.terminate()
  }

  #open(session: Session, address: URL): void {
    const { socket } = session
    this.#sessions.add(session)
    socket.on('close', () => this.#sessions.delete(session))
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => (session.isAlive = true))
    socket.on('message', (data, isBinary) => {
      if (isBinary) socket.close(1003, 'The mastodon streaming server does not support binary messages')
      else this.#onMessage(session, data)
    })
    const { stream, tag, list } = Object.fromEntries(address.searchParams)
    if (stream !== undefined) this.#subscribe(session, { stream, tag, list })
  }

  #onMessage(session: Session, data: RawData): void {
    const message = parse(String(data as Buffer))
    if (!message || this.isDeaf) return
    this.messages.push(message)
    const isTaken = !this.isGoToSocial || GO_TO_SOCIAL_TAKES.has(message.stream)
    if (message.type === 'subscribe' && isTaken) this.#subscribe(session, message)
    else if (message.type === 'unsubscribe') {
      const argument = message.stream === 'list' ? message.list : message.tag
      session.subscriptions.delete(keyOf({ stream: message.stream, argument }))
    }
  }

  #subscribe(session: Session, wanted: Wanted): void {
    try {
      if (this.subscriptionRefusal !== undefined) throw new Refusal(this.subscriptionRefusal, 'Not now')
      const subscription = subscribe(this.#place, wanted, session.token)
      const key = keyOf(subscription)
      if (!session.subscriptions.has(key)) session.subscriptions.set(key, subscription)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      session.socket.send(JSON.stringify({ ...error.body, status: error.status }))
    }
  }

  #send({ socket }: Session, { stream, argument }: Subscription, { event, payload }: SentEvent): void {
    if (this.isStalled) return
    const names = [stream, ...(argument === undefined ? [] : [argument])]
    socket.send(JSON.stringify({ stream: this.isGoToSocial ? [names.join(':')] : names, event, payload }))
  }

  #tokenOf(request: IncomingMessage, address: URL): TokenRecord {
    const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const value =
      header ?? request.headers['sec-websocket-protocol'] ?? address.searchParams.get('access_token')
    if (!value) throw new Refusal(401, 'Missing access token')
    const token = this.#place.world.tokens.get(value)
    if (!token) throw new Refusal(401, 'Invalid access token')
    return token
  }

  #ping(): void {
    for (const session of this.#sessions) {
      if (!session.isAlive) session.socket.terminate()
      session.isAlive = false
      session.socket.ping()
    }
  }
}

function parse(text: string): ClientMessage | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value) || typeof value.stream !== 'string') return undefined
    const { type, stream, tag, list } = value
    return { type: String(type), stream, ...optional('tag', tag), ...optional('list', list) }
  } catch {
    return undefined
  }
}

function optional(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [name]: value } : {}
}

function refuse(duplex: Duplex, { status, body }: Refusal): void {
  const text = JSON.stringify(body)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ]
  duplex.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}
