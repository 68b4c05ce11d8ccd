/** Where the servers are, and who may enter. Plain data, so that it can be handed to any runtime. */
export interface Addresses {
  readonly pds: string
  readonly plc: string
  readonly identifier: string
  readonly password: string
  readonly mastodon: string
  readonly accessToken: string
}

export interface Step {
  readonly name: string
  /** @returns what was seen, for who reads the output */
  readonly run: (signal: AbortSignal) => Promise<string>
}

export interface StepResult {
  readonly step: string
  readonly ok: boolean
  /** What was seen, or why it failed. */
  readonly saw: string
}

/** Fails a step unless something holds. */
export function requireThat(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}
