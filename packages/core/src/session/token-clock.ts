const MARGIN = 30_000
const MARGIN_SHARE = 0.1

/** How long a token lives. */
export interface TokenLife {
  /** When it was issued: seconds since 1970. */
  readonly iat?: number | undefined
  /** When it expires: seconds since 1970. Absent: never. */
  readonly exp?: number | undefined
}

/**
 * Tells when a token should be renewed: half a minute before it expires, or, for short lives, when a tenth is left.
 *
 * A token that was just received tells by how much the server's clock differs from ours.
 */
export class TokenClock {
  readonly #due: number
  readonly #end: number

  /** @param receivedAt milliseconds since 1970, if the token is new */
  constructor({ iat, exp }: TokenLife, receivedAt?: number) {
    if (exp === undefined) {
      this.#due = this.#end = Infinity
      return
    }
    const lifetime = iat === undefined ? Infinity : (exp - iat) * 1000
    const skew = receivedAt === undefined || iat === undefined ? 0 : receivedAt - iat * 1000
    // `iat` is whole seconds: a difference below one is no difference.
    const offset = Math.abs(skew) < 2_000 ? 0 : skew
    this.#end = exp * 1000 + offset
    this.#due = this.#end - Math.min(MARGIN, lifetime * MARGIN_SHARE)
  }

  isDue(now: number = Date.now()): boolean {
    return now >= this.#due
  }

  isOver(now: number = Date.now()): boolean {
    return now >= this.#end
  }
}
