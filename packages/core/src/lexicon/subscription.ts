import type { SocketStatus } from '../socket/options.ts'
import type { StreamOptions } from '../socket/stream.ts'

/**
 * Numbers of a stream were skipped. Servers may leave numbers out, so nothing need be lost; if `outdated`, the server
 * has said that it no longer has all that came between.
 */
export interface Gap {
  readonly type: 'gap'
  /** The last number that came. */
  readonly after: number
  /** The number that came then. */
  readonly next: number
  readonly outdated: boolean
}

/** What becomes of a stream of numbered messages. */
export type SubscriptionStatus = SocketStatus | Gap

/** Options of a subscription. */
export interface SubscriptionOptions extends Omit<StreamOptions, 'onStatus'> {
  /** Is told what becomes of the connection, and of numbers that were skipped. What it throws ends the stream. */
  onStatus?: (status: SubscriptionStatus) => void
}
