import type { SocketStatus } from '../socket/options.ts'
import type { ConnectOptions, StreamOptions } from '../socket/stream.ts'
import type { ValidateMode } from '../client/options.ts'
import type { Strictness } from '../wire/index.ts'

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

/**
 * A number is further ahead than is plausible, as one frame that is wrong would be. Messages are handed on; the
 * stream's position follows once further numbers have confirmed it.
 */
export interface Jump {
  readonly type: 'jump'
  /** The last number that was plausible. */
  readonly after: number | string
  /** The number that came then. */
  readonly next: number | string
  /** The server has said that it no longer has all that came between. */
  readonly outdated: boolean
}

/**
 * Numbers begin again below the last one: the server was reset, or the cursor was not of this server. Messages are
 * handed on, and the stream's position follows.
 */
export interface Reset {
  readonly type: 'reset'
  /** The last number before. */
  readonly after: number | string
  /** The number that came then. */
  readonly next: number | string
}

/** Just after a new connection the server sends again what came before. It is dropped; reported once a connection. */
export interface Repeat {
  readonly type: 'repeat'
  /** The last number that came. */
  readonly after: number | string
  /** The number of the first repeat. */
  readonly next: number | string
}

/** A number of a message that is not the next. */
export type PositionStatus = Gap | Jump | Reset | Repeat

/** The state of a stream of numbered messages. */
export type SubscriptionStatus = SocketStatus | PositionStatus

/**
 * Options of a subscription. `onStatus` receives numbers, too, that are not the next: skipped, far ahead, below the
 * last or repeated.
 */
export interface SubscriptionOptions extends StreamOptions<SubscriptionStatus>, ConnectOptions {
  /** How to treat a message that does not fit its description. Default: the client's. */
  validate?: ValidateMode
  /** How much of the description must be kept. Default: the client's. */
  strictness?: Strictness
}
