/**
 * A typed client for Mastodon and the servers that speak its language.
 * @module
 */
export { MastodonClient, type MastodonClientOptions } from './client.ts'
export * from './slim.ts'
export { tree, type Tree } from './generated/tree.ts'
export type * from './generated/schemas.ts'
// An entity has this name too: it is to be had from `./schemas`.
export { ValidationError } from '@typefed/core'
