/**
 * A typed client for Mastodon and the servers that speak its language.
 * @module
 */
export { MastodonClient, type MastodonClientOptions } from './client.ts'
export { tree, type Tree } from './generated/tree.ts'
// Types only: the schemas are in `./schemas`.
export type * from './generated/types.ts'
export * from './slim.ts'
export type { StreamingOptions } from './streaming/options.ts'
export type { ListenOptions, StreamEndpoint, StreamStatus, UnknownEvent } from '@typefed/core/rest'
export type { Stream } from '@typefed/core'
// An entity has this name too: it is in `./schemas`.
export { ValidationError } from '@typefed/core'
