/** Time to wait for what others are slow with: so much at once, and a share of the time that passes. */
export class Patience {
  readonly #most: number
  #left: number
  #since = Date.now()

  /** @param most milliseconds */
  constructor(most: number) {
    this.#most = most
    this.#left = most
  }

  /** Milliseconds that are left. */
  get left(): number {
    const now = Date.now()
    this.#left = Math.min(this.#most, this.#left + (now - this.#since) * SHARE)
    this.#since = now
    return Math.max(this.#left, 0)
  }

  /** What a promise gives while patience lasts. Rejects afterwards; what the promise gives then is dropped. */
  async wait<T>(promise: Promise<T>, reason: string): Promise<T> {
    const start = Date.now()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error(reason)), this.left)
    try {
      return await Promise.race([promise, late.promise])
    } finally {
      clearTimeout(timer)
      this.#left -= Date.now() - start
    }
  }
}

/** The share of the time that may be spent with waiting. */
const SHARE = 0.1
