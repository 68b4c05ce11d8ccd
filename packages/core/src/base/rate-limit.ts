/** The limit that a call counted towards, as the response states it. */
export interface RateLimit {
  /** Calls allowed in the window. */
  readonly limit: number
  /** Calls left in the window. */
  readonly remaining: number
  /** The end of the window. */
  readonly reset: Date
}

/**
 * Reads `RateLimit-*` or `X-RateLimit-*`. The reset may be seconds from now (the IETF draft), seconds since 1970
 * (Bluesky's servers) or an ISO date (Mastodon); without a usable one there is no rate limit.
 */
export function readRateLimit(headers: Headers, now: number = Date.now()): RateLimit | undefined {
  const read = (name: string) => headers.get(`ratelimit-${name}`) ?? headers.get(`x-ratelimit-${name}`)
  const reset = new Date(readReset(read('reset') ?? '', now))
  if (Number.isNaN(+reset)) return undefined
  return { limit: Number(read('limit') ?? NaN), remaining: Number(read('remaining') ?? NaN), reset }
}

/**
 * Milliseconds that a refusal asks the client to wait: by `Retry-After` (seconds or a date, RFC 9110, 10.2.3), else until
 * the rate limit is reset. `undefined` where it states nothing usable, or a moment that has passed.
 */
export function readRetryDelay(headers: Headers, now: number = Date.now()): number | undefined {
  const retryAfter = headers.get('retry-after')
  const delay =
    retryAfter === null
      ? Number(readRateLimit(headers, now)?.reset) - now
      : /^\d+$/.test(retryAfter)
        ? Number(retryAfter) * 1000
        : /(?:GMT|Z)$/.test(retryAfter)
          ? Date.parse(retryAfter) - now
          : 0
  return delay > 0 ? delay : undefined
}

/** Ten years of seconds: more than any delay, less than any time of day since 1980. */
const LONGEST_DELAY = 315_360_000

/** Milliseconds since 1970, from seconds since then, seconds from now, or a date; NaN for anything else. */
function readReset(value: string, now: number): number {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return /^\d{4}-|GMT$/.test(value) ? Date.parse(value) : NaN
  const seconds = Number(value)
  return seconds * 1000 + (seconds > LONGEST_DELAY ? 0 : now)
}
