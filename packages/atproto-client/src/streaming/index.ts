/**
 * Streams: subscriptions, the firehose and Jetstream.
 * @module
 */
export { subscribe } from './subscribe.ts'
