/**
 * Streams of events, for clients without a tree.
 * @module
 */
export { streamingHealth } from './health.ts'
export type { StreamingOptions } from './options.ts'
export { StreamingClient, type StreamingClientOptions } from './streaming-client.ts'
export * from '../generated/streams.ts'
export type { Stream } from '@typefed/core'
export type { ListenOptions, StreamEndpoint, StreamStatus, UnknownEvent } from '@typefed/core/rest'
export type { ReconnectPolicy, WebSocketConstructor } from '@typefed/core/socket'
