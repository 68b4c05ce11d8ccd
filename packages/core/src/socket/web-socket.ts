import { builtinModule, optionalPackage } from '../base/optional-package.ts'

/** An event of a WebSocket, whichever it is. */
export interface WebSocketEvent {
  readonly type: string
  /** Of a message. */
  readonly data?: unknown
  /** Of a close. */
  readonly code?: number
  /** Of a close. */
  readonly reason?: string
  /** Of an error, where it is told. */
  readonly error?: unknown
  /** Of an error, where it is told. */
  readonly message?: string
}

/** The part of a WebSocket that is used: the standard one has it, that of the package `ws` too, and more. */
export interface WebSocketLike {
  binaryType: string
  readonly readyState: number
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
  addEventListener(type: string, listener: (event: WebSocketEvent) => void): void
  removeEventListener(type: string, listener: (event: WebSocketEvent) => void): void
  /** Asks the server for a sign of life. */
  ping?(): void
  /** Stops reading, so that the server has to wait. */
  pause?(): void
  resume?(): void
  /** Ends the connection without a handshake. */
  terminate?(): void
  on?(type: 'pong', listener: () => void): unknown
  off?(type: 'pong', listener: () => void): unknown
}

/** Makes WebSockets: the global one, or that of the package `ws`. */
export interface WebSocketConstructor {
  new (url: string, ...rest: never[]): WebSocketLike
  readonly prototype: object
}

/** The request for a connection. */
export interface ConnectionRequest {
  readonly url: string
  readonly protocols: string[] | undefined
  readonly headers: Record<string, string> | undefined
}

/**
 * The WebSocket that is used where none is given: in Node that of the package `ws`, where the user has installed it,
 * since it costs half as much, pings and can wait; else the global one.
 */
export function defaultWebSocket(): WebSocketConstructor | undefined {
  const { WebSocket: standard } = globalThis as { WebSocket?: WebSocketConstructor }
  const { WebSocket: ofNode } = (builtinModule('node:http') ?? {}) as { WebSocket?: WebSocketConstructor }
  // Another one that stands in for the global one is the user's wish.
  if (standard !== ofNode) return standard
  return (optionalPackage('ws', import.meta.url) as WebSocketConstructor | undefined) ?? standard
}

/** Whether a WebSocket can ask the server for a sign of life. */
export function canPing(constructor: WebSocketConstructor | undefined = defaultWebSocket()): boolean {
  return constructor !== undefined && 'ping' in constructor.prototype
}

/** Opens a connection; where headers go differs between implementations. */
export function openWebSocket(constructor: WebSocketConstructor, request: ConnectionRequest): WebSocketLike {
  const { url, protocols = [], headers } = request
  const Open = constructor as new (url: string, ...rest: unknown[]) => WebSocketLike
  // Of all, only the package `ws` makes event emitters. It names no user agent, and there are servers that refuse that.
  if ('on' in constructor.prototype)
    return new Open(url, protocols, { headers: { 'user-agent': 'typefed', ...headers } })
  if (!headers) return new Open(url, protocols)
  return new Open(url, { protocols, headers })
}
