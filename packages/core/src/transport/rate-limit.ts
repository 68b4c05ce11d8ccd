/** What an answer says of the limit that the call counted towards. */
export interface RateLimit {
  /** Calls allowed in the window. */
  readonly limit: number
  /** Calls left in the window. */
  readonly remaining: number
  /** When the window ends. */
  readonly reset: Date
}

/**
 * Reads `RateLimit-*` or `X-RateLimit-*`. The reset may be seconds from now (the IETF draft), seconds since 1970
 * (Bluesky's servers) or an ISO date (Mastodon).
 */
export function readRateLimit(headers: Headers, now: number = Date.now()): RateLimit | undefined {
  const read = (name: string) => headers.get(`ratelimit-${name}`) ?? headers.get(`x-ratelimit-${name}`)
  const reset = read('reset')
  const at = reset === null ? undefined : readInstant(reset, now)
  if (at === undefined) return undefined
  return {
    limit: Number(read('limit') ?? NaN),
    remaining: Number(read('remaining') ?? NaN),
    reset: new Date(at),
  }
}

/** Milliseconds that a refusal asks us to wait, `undefined` if it does not say. */
export function readRetryDelay(headers: Headers, now: number = Date.now()): number | undefined {
  const retryAfter = headers.get('retry-after')
  const at = retryAfter === null ? undefined : readInstant(retryAfter, now)
  const until = at ?? readRateLimit(headers, now)?.reset.getTime()
  return until === undefined ? undefined : Math.max(0, until - now)
}

/** Ten years of seconds: more than any delay, less than any time of day since 1980. */
const LONGEST_DELAY = 315_360_000

/** Milliseconds since 1970, from seconds since then, seconds from now, or a date. */
function readInstant(text: string, now: number): number | undefined {
  const number = Number(text)
  const at = Number.isNaN(number) ? Date.parse(text) : number * 1000 + (number > LONGEST_DELAY ? 0 : now)
  return Number.isNaN(at) ? undefined : at
}
