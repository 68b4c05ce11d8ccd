/** When a connection that was lost is opened again. */
export interface ReconnectPolicy {
  /** Attempts in a row before the stream fails. Default: no limit. */
  maxRetries?: number
  /** Milliseconds before the second attempt, at most; the first comes within 250. Default: 1,000. */
  initialDelay?: number
  /** Milliseconds that a delay may last. Default: 30,000. */
  maxDelay?: number
  /** How much longer each delay may last than the one before. Default: 2. */
  multiplier?: number
  /** The share of a delay that chance decides, from 0 (none of it) to 1 (all of it). Default: 1. */
  jitter?: number
  /** Milliseconds after which a connection counts as good: its loss begins the delays anew. Default: 10,000. */
  stableAfter?: number
}

/** Milliseconds before the first attempt, at most: what remains of 250 is for connecting. */
const FIRST_DELAY = 200

export const DEFAULT_POLICY: Required<ReconnectPolicy> = {
  maxRetries: Infinity,
  initialDelay: 1_000,
  maxDelay: 30_000,
  multiplier: 2,
  jitter: 1,
  stableAfter: 10_000,
}

/** The policy that options ask for; `false` asks for no attempt. */
export function reconnectPolicy(options: ReconnectPolicy | false = {}): Required<ReconnectPolicy> {
  return options === false ? { ...DEFAULT_POLICY, maxRetries: 0 } : { ...DEFAULT_POLICY, ...options }
}

/**
 * Milliseconds before an attempt, the first of a row being 1.
 *
 * @param random a number from 0 to less than 1
 */
export function retryDelay(attempt: number, policy: Required<ReconnectPolicy>, random: number): number {
  const { initialDelay, maxDelay, multiplier, jitter } = policy
  // Not infinite, which would make no number of a delay of 0.
  const growth = Math.min(multiplier ** (attempt - 2), Number.MAX_VALUE)
  const full = attempt === 1 ? FIRST_DELAY : initialDelay * growth
  return Math.min(full, maxDelay) * (1 - jitter * random)
}
