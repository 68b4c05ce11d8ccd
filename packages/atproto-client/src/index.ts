/**
 * A typed client for Bluesky and the AT Protocol.
 * @module
 */
export { AtprotoClient, type AtprotoClientOptions } from './client.ts'
export { tree, type Tree } from './generated/tree.ts'
export type { Identity, IdentityOptions } from './identity/resolve.ts'
// Types only of these rooms: their functions and classes are in `./moderation` and `./rich-text`.
export type {
  KnownLabelValue,
  LabelPreference,
  ModerationBehavior,
  ModerationCause,
  ModerationOptions,
  ModerationPrefs,
  ModerationUI,
} from './moderation/index.ts'
export type { Entity, Facet, RichText, Segment } from './rich-text/index.ts'
export type { LoginOptions, Me } from './session/account.ts'
export * from './slim.ts'
