/** Facts about the requests of a call that failed. */
export interface CallFacts {
  /** Requests that were sent, retries included. */
  readonly attempts: number
  /**
   * Whether the server may have done a write although the call failed: the response to one of its requests was lost, or
   * was a 500, 502 or 504.
   */
  readonly mayHaveHappened: boolean
}

/** The sentence that an error message ends with; '' for a single request that did nothing. */
export function factsText({ attempts = 1, mayHaveHappened }: Partial<CallFacts>): string {
  return (
    (attempts > 1 ? ` (after ${attempts} attempts)` : '') +
    (mayHaveHappened ? '; the write may have happened' : '')
  )
}
