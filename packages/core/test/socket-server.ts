import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** A WebSocket server on loopback that numbers its connections: `hello 1` is the first frame of the first. */
export class SocketServer implements AsyncDisposable {
  /** What handshakes are refused with. */
  refuseWith: number | undefined
  /** What a plain request is responded to with. Default: nothing, ever. */
  plainResponse: { readonly status: number; readonly body: string } | undefined
  /** Takes connections without ever answering their handshake. */
  isMute = false
  onHandshake: ((headers: IncomingHttpHeaders) => void) | undefined
  connections = 0
  readonly closeCodes: number[] = []
  readonly #http: Server
  readonly #sockets: WebSocketServer
  readonly #raw = new Set<Socket>()
  #port = 0

  private constructor() {
    this.#http = createServer((_, response) => {
      const { status, body } = this.plainResponse ?? {}
      if (status !== undefined) response.writeHead(status).end(body)
    })
    this.#sockets = new WebSocketServer({ noServer: true })
    this.#http.on('connection', (socket: Socket) => {
      this.#raw.add(socket)
      socket.on('close', () => this.#raw.delete(socket))
      socket.on('error', () => {})
    })
    this.#http.on('upgrade', (request, socket, head) => {
      this.onHandshake?.(request.headers)
      if (this.isMute) return
      if (this.refuseWith) socket.end(`HTTP/1.1 ${this.refuseWith} No\r\ncontent-length: 0\r\n\r\n`)
      else this.#sockets.handleUpgrade(request, socket, head, (client) => this.#greet(client))
    })
  }

  static async start(): Promise<SocketServer> {
    const server = new SocketServer()
    await server.listen()
    return server
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/`
  }

  /** TCP connections that are open, WebSockets or not. */
  get openConnections(): number {
    return this.#raw.size
  }

  /** Listens; again on the same port after a `stop`. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#http.address() as AddressInfo).port
  }

  /** Stops listening, and breaks what is open. */
  async stop(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#http.close(() => resolve()))
    this.reset()
    await stopped
  }

  send(...frames: (string | Uint8Array)[]): void {
    for (const client of this.#open()) for (const frame of frames) client.send(frame)
  }

  close(code: number, reason?: string): void {
    for (const client of this.#open()) client.close(code, reason)
  }

  /** Ends the connections with a TCP reset. */
  reset(): void {
    for (const socket of this.#raw) socket.resetAndDestroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  #open(): WebSocket[] {
    return [...this.#sockets.clients].filter(({ readyState }) => readyState === WebSocket.OPEN)
  }

  #greet(client: WebSocket): void {
    client.on('error', () => {})
    client.on('close', (code) => this.closeCodes.push(code))
    client.send(`hello ${++this.connections}`)
  }
}
