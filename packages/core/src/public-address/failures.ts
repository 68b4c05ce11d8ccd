/** How many failures are remembered at most. */
const MAX_FAILURES = 1_000

/** What failed a while ago, so that it is not tried again at once. */
export class Failures {
  readonly #duration: number
  readonly #failures = new Map<string, { readonly error: Error; readonly until: number }>()

  /** @param duration milliseconds for which a failure is remembered */
  constructor(duration: number) {
    this.#duration = duration
  }

  /** Throws the error that is remembered, if one is. */
  throwFor(key: string): void {
    const failure = this.#failures.get(key)
    if (failure && failure.until > Date.now()) throw failure.error
    this.#failures.delete(key)
  }

  /** Remembers an error, and returns it. */
  add(key: string, error: Error): Error {
    this.#failures.delete(key)
    this.#failures.set(key, { error, until: Date.now() + this.#duration })
    const [oldest] = this.#failures.keys()
    if (this.#failures.size > MAX_FAILURES && oldest !== undefined) this.#failures.delete(oldest)
    return error
  }
}
