import { type Clock, pause, SYSTEM_CLOCK } from './clock.ts'
import { type ReconnectPolicy, reconnectPolicy, retryDelay } from './reconnect-policy.ts'

/** How a connection was lost, or could not be had. */
export interface Loss {
  /** Thrown when the attempts are used up. */
  readonly error: Error | Promise<Error>
  /** Milliseconds that it was open; 0: it never was. */
  readonly openFor: number
}

export interface ReconnectOptions {
  readonly reconnect?: ReconnectPolicy | false | undefined
  /** Ends it, whatever it waits for. */
  readonly signal: AbortSignal
  readonly onRetry: (attempt: number, delay: number) => void
  readonly clock?: Clock | undefined
  /** A number from 0 to less than 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
}

/**
 * Connects again and again, whatever a connection is made of.
 *
 * @param connect resolves when the connection is lost; with nothing if the next one is to be made at once. What it
 * rejects with ends the loop, and is thrown.
 */
export async function reconnecting(
  connect: () => Promise<Loss | undefined>,
  { reconnect, signal, onRetry, clock = SYSTEM_CLOCK, random = Math.random }: ReconnectOptions,
): Promise<void> {
  const policy = reconnectPolicy(reconnect)
  let attempt = 0
  while (!signal.aborted) {
    const loss = await connect()
    if (signal.aborted) return
    if (!loss) continue
    attempt = loss.openFor >= policy.stableAfter ? 1 : attempt + 1
    if (attempt > policy.maxRetries) throw await loss.error
    const delay = retryDelay(attempt, policy, random())
    onRetry(attempt, delay)
    await pause(clock, delay, signal)
  }
}
