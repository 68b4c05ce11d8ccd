import type { Credentials } from './credentials.ts'

/** Whether a body, as JSON.parse made it, is what the lexicon of getTimeline says. */
export type Check = (body: unknown) => boolean

/** What a peer's `validation.ts` exports as `validation`. */
export interface Validation {
  /** Everything that this peer looks at. */
  readonly strict: Check
  /** What it looks at by default or at its most forgiving, if it knows two ways. */
  readonly lenient?: Check
  /** Whether parameters of `tools.ozone.moderation.queryEvents`, which has a closed enum, are right. */
  readonly ozoneParameters?: Check
}

/** What a peer's `client.ts` exports as `connect`: logs in, and returns what calls getTimeline and counts the items. */
export type Connect = (credentials: Credentials) => Promise<() => Promise<number>>
