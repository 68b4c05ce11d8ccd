/**
 * A typed client for Bluesky and the AT Protocol.
 * @module
 */
export { AtprotoClient, type AtprotoClientOptions, type LoginOptions, type Me } from './client.ts'
// The functions are in `./moderation`, and in `./rich-text`: what finds facets knows every top-level domain, and is loaded when it is needed.
export type * from './moderation/index.ts'
export type * from './rich-text/index.ts'
export * from './slim.ts'
export { tree, type Tree } from './generated/tree.ts'
