/**
 * A typed client for Bluesky and the AT Protocol.
 * @module
 */
export { AtprotoClient, type AtprotoClientOptions } from './client.ts'
export type { Identity, IdentityOptions } from './identity/resolve.ts'
export type { LoginOptions, Me } from './session/account.ts'
export type * from './moderation/index.ts'
// The functions are in `./rich-text`: what finds facets knows every top-level domain, and is loaded when it is needed.
export type * from './rich-text/index.ts'
export * from './slim.ts'
export { tree, type Tree } from './generated/tree.ts'
