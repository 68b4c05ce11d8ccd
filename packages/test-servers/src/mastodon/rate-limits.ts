/** What is left of a token's calls. */
export interface RateState {
  headers: Record<string, string>
  exceeded: boolean
}

/** Counts calls in windows of a fixed length. */
export class RateLimits {
  readonly #limit: number
  readonly #windowMs: number
  readonly #used = new Map<string, { count: number; endsAt: number }>()

  constructor({ limit, windowSeconds }: { limit: number; windowSeconds: number }) {
    this.#limit = limit
    this.#windowMs = windowSeconds * 1000
  }

  /** Counts a call. @param who a token, or an address */
  take(who: string): RateState {
    const known = this.#used.get(who)
    const slot =
      known && Date.now() < known.endsAt ? known : { count: 0, endsAt: Date.now() + this.#windowMs }
    slot.count += 1
    this.#used.set(who, slot)
    return {
      exceeded: slot.count > this.#limit,
      headers: {
        'x-ratelimit-limit': String(this.#limit),
        'x-ratelimit-remaining': String(Math.max(0, this.#limit - slot.count)),
        'x-ratelimit-reset': new Date(slot.endsAt).toISOString(),
      },
    }
  }
}
