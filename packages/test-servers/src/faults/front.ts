import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Fault, type FaultRule, FaultRules } from './faults.ts'
import { breakOff, type Exchange, forward } from './forward.ts'
import type { Gate } from './gate.ts'
import { type SeenRequest, seen } from './log.ts'
import { refuse, type Tunnel, tunnel } from './sockets.ts'

/** Options of {@link faultyFront}. */
export interface FaultyFrontOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  port?: number
  /** Keep `authorization` and other secrets in {@link FaultyFront.requests}. Default: false. */
  keepSecrets?: boolean
  /**
   * In answers of `com.atproto.server.*`, replace the address of the server behind by the front's own. Sessions
   * carry a DID document that names the PDS, and a client that follows it would leave the front. Default: true.
   */
  rewriteSessions?: boolean
}

/** A reverse proxy on 127.0.0.1 with faults on demand. */
export class FaultyFront implements AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** The server behind. May be set to another at any time. */
  target: string
  readonly #log: SeenRequest[] = []
  readonly #rules = new FaultRules()
  readonly #server: Server
  readonly #options: FaultyFrontOptions
  readonly #gates = new Set<Gate>()
  readonly #tunnels = new Set<Tunnel>()
  /** What ends the waiting of requests that hang or are delayed. */
  readonly #waiting = new Set<() => void>()

  /** @internal Made by {@link faultyFront}. */
  constructor(server: Server, target: string, options: FaultyFrontOptions) {
    this.#server = server
    this.#options = options
    this.target = target
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => this.#onRequest(request, response))
    server.on('upgrade', (request, socket, head) => this.#onUpgrade(request, socket, head))
  }

  /** All requests since the start or the last {@link clear}, oldest first. */
  get requests(): readonly SeenRequest[] {
    return this.#log
  }

  /** How many WebSockets are open. */
  get openSockets(): number {
    return this.#tunnels.size
  }

  /** Has a fault happen from now on. The returned function takes the rule back. */
  inject(rule: FaultRule): () => void {
    return this.#rules.add(rule)
  }

  /** Forgets all rules and requests, lets stalled traffic through and ends the waiting of what hangs. */
  clear(): void {
    this.#rules.clear()
    this.#log.length = 0
    for (const gate of this.#gates) gate.open()
    for (const open of this.#tunnels) open.resume()
    for (const release of this.#waiting) release()
  }

  /** Breaks all open WebSockets without a closing handshake. @returns how many */
  dropSockets(): number {
    const open = [...this.#tunnels]
    for (const each of open) each.drop()
    return open.length
  }

  /** Keeps all open WebSockets open and lets nothing more through from the server. @returns how many */
  stallSockets(): number {
    for (const open of this.#tunnels) open.stall()
    return this.#tunnels.size
  }

  /** Breaks all connections and stops. Can be called more than once. */
  async close(): Promise<void> {
    this.clear()
    this.dropSockets()
    if (!this.#server.listening) return
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const entry = this.#see(request, false)
    const fault = this.#rules.take(entry)
    if (fault) entry.fault = fault.kind
    const rewrites =
      this.#options.rewriteSessions !== false && entry.path.startsWith('/xrpc/com.atproto.server.')
    const target = this.target
    const exchange: Exchange = {
      request,
      response,
      entry,
      fault,
      target: new URL(target),
      gates: this.#gates,
      rewrite: rewrites ? (body) => body.replaceAll(target, this.url) : undefined,
    }
    request.on('error', () => {})
    response.on('error', () => {})
    if (fault?.kind === 'reset') breakOff(exchange, 'reset')
    else if (fault?.kind === 'status') answer(exchange, fault)
    else if (fault?.kind === 'hang' || fault?.kind === 'delay') {
      this.#wait(request.socket, fault, (over) => {
        if (over) forward(exchange)
        else breakOff(exchange, 'reset')
      })
      response.on('close', () => {
        if (entry.outcome === 'pending') entry.outcome = 'aborted'
      })
    } else forward(exchange)
  }

  #onUpgrade(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const entry = this.#see(request, true)
    const fault = this.#rules.take(entry)
    if (fault) entry.fault = fault.kind
    client.on('error', () => {})
    client.on('close', () => {
      if (entry.outcome === 'pending') entry.outcome = 'aborted'
    })
    const open = (): void => {
      const opened = tunnel(request, client, head, entry, fault, new URL(this.target))
      this.#tunnels.add(opened)
      client.on('close', () => this.#tunnels.delete(opened))
    }
    if (fault?.kind === 'reset' || fault?.kind === 'loseResponse') {
      entry.outcome = 'broken'
      client.destroy()
    } else if (fault?.kind === 'status') {
      entry.status = fault.status
      entry.outcome = 'answered'
      refuse(client, fault)
    } else if (fault?.kind === 'hang' || fault?.kind === 'delay') {
      this.#wait(client, fault, (over) => {
        if (over) open()
        else {
          entry.outcome = 'broken'
          client.destroy()
        }
      })
    } else open()
  }

  #see(request: IncomingMessage, socket: boolean): SeenRequest {
    const entry = seen(request, socket, this.#options.keepSecrets ?? false)
    this.#log.push(entry)
    return entry
  }

  /** Calls back when the delay is over (true) or, for what hangs, when it is ended (false). */
  #wait(client: Duplex, fault: Fault & { kind: 'hang' | 'delay' }, then: (over: boolean) => void): void {
    const end = (over: boolean): void => {
      clearTimeout(timer)
      this.#waiting.delete(release)
      client.off('close', leave)
      if (!client.destroyed) then(over)
    }
    const release = (): void => end(fault.kind === 'delay')
    const leave = (): void => end(false)
    const timer = fault.kind === 'delay' ? setTimeout(() => end(true), fault.ms) : undefined
    this.#waiting.add(release)
    client.on('close', leave)
  }
}

/**
 * Starts a reverse proxy, for HTTP and WebSockets, in front of a server on loopback.
 *
 * @param target `http://` address of the server behind
 */
export async function faultyFront(target: string, options: FaultyFrontOptions = {}): Promise<FaultyFront> {
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: options.port ?? 0 }, resolve)
  })
  return new FaultyFront(server, target, options)
}

function answer({ request, response, entry }: Exchange, fault: Fault & { kind: 'status' }): void {
  const { body = { error: 'InjectedFault', message: `Answered ${fault.status} on purpose` } } = fault
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  request.resume()
  entry.status = fault.status
  entry.outcome = 'answered'
  response.writeHead(fault.status, { 'content-type': type, ...fault.headers })
  response.end(text)
}
