/** Whether a body, as JSON.parse made it, is what its description says. */
export type Check = (body: unknown) => boolean

/** What a peer's `validation.ts` exports as `validation`. */
export interface Validation {
  /** Everything that this peer looks at; left out if it never refuses anything. */
  readonly strict?: Check
  /** What it does by default or at its most forgiving, if it knows two ways. */
  readonly lenient?: Check
}

/** What a peer's `client.ts` exports as `connect`: logs in, and returns what asks once and counts the items. */
export type Connect<Credentials> = (credentials: Credentials) => Promise<() => Promise<number>>
