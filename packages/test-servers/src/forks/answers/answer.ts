/** An answer as a server of other software gives it, written by hand. */
export interface ForkAnswer {
  /** What is special about it. */
  readonly what: string
  /** By its name in the document. */
  readonly operation: string
  readonly params?: object
  readonly answer: unknown
  /** Where a strict check finds something wrong. */
  readonly strict: readonly string[]
  /** Where a lenient check does too: a program could do nothing with it. */
  readonly lenient?: readonly string[]
}
