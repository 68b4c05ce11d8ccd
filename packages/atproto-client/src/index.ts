/**
 * A typed client for Bluesky and the AT Protocol.
 * @module
 */
export { AtprotoClient, type AtprotoClientOptions, type LoginOptions, type Me } from './client.ts'
export * from './rich-text/index.ts'
export * from './slim.ts'
export { tree, type Tree } from './generated/tree.ts'
