/**
 * A typed client for Mastodon and the servers that speak its language.
 * @module
 */
export { MastodonClient, type MastodonClientOptions } from './client.ts'
export * from './slim.ts'
export { tree, type Tree } from './generated/tree.ts'
export type * from './generated/schemas.ts'
export type * from './generated/streams.ts'
export type { StreamingOptions } from './streaming/options.ts'
export type { EventStream, StreamOptions, StreamStatus, UnknownEvent } from '@typefed/core/rest'
// An entity has this name too: it is to be had from `./schemas`.
export { ValidationError } from '@typefed/core'
