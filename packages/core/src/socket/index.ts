/**
 * One WebSocket that comes back, as an async iterable of frames.
 * @module
 */
export type { Clock } from './clock.ts'
export { isFinalStatus } from './final-error.ts'
export type {
  BufferOptions,
  DropReason,
  Frame,
  Socket,
  SocketOptions,
  SocketState,
  SocketStatus,
} from './options.ts'
export { type ReconnectPolicy, retryDelay } from './reconnect-policy.ts'
export { makeStream } from './make-stream.ts'
export { openSocket } from './socket.ts'
export type { Stream, StreamOptions } from './stream.ts'
export type { WebSocketConstructor, WebSocketEvent, WebSocketLike } from './web-socket.ts'
