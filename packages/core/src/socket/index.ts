/**
 * One WebSocket that comes back, as an async iterable of frames.
 * @module
 */
export { type Clock, pause, SYSTEM_CLOCK } from './clock.ts'
export { isFinalStatus } from './final-error.ts'
export { BoundedQueue } from './bounded-queue.ts'
export type {
  BufferOptions,
  DropReason,
  Frame,
  Socket,
  SocketOptions,
  SocketState,
  SocketStatus,
} from './options.ts'
export { makeStream } from './make-stream.ts'
export { type ReconnectPolicy, reconnectPolicy, retryDelay } from './reconnect-policy.ts'
export { type Loss, reconnecting } from './reconnecting.ts'
export { Liveness } from './liveness.ts'
export { openSocket } from './socket.ts'
export type { ConnectOptions, Stream, StreamOptions } from './stream.ts'
export { canPing } from './web-socket.ts'
export type { WebSocketConstructor, WebSocketEvent, WebSocketLike } from './web-socket.ts'
export { plainRequest } from './plain-request.ts'
