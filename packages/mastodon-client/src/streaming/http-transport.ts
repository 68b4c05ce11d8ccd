import { isNetworkError, isResponseError, NetworkError } from '@typefed/core'
import {
  isFinalStatus,
  pause,
  type ReconnectPolicy,
  reconnectPolicy,
  retryDelay,
  SYSTEM_CLOCK,
} from '@typefed/core/socket'
import type { Connecting } from './connecting.ts'
import { openEvents } from './open-events.ts'
import { readEvents } from './read-events.ts'
import type { Outlet, Transport } from './source.ts'

/** One channel over HTTP, asked for again when it was lost. */
export class HttpTransport implements Transport {
  readonly #connecting: Connecting
  readonly #outlet: Outlet
  readonly #policy: Required<ReconnectPolicy>
  readonly #ending = new AbortController()
  readonly #running: Promise<void>
  #openedAt: number | undefined

  /** @param onEnd is told why, unless it is closed */
  constructor(connecting: Connecting, outlet: Outlet, onEnd: (error: unknown) => void) {
    this.#connecting = connecting
    this.#outlet = outlet
    this.#policy = reconnectPolicy(connecting.options.reconnect)
    this.#running = this.#keepConnected().catch((error: unknown) => {
      if (!this.#ending.signal.aborted) onEnd(error)
    })
  }

  add(): void {
    // It was made for the one that it has.
  }

  remove(): void {
    // Nor is there anything left for it to do without that one: it is closed.
  }

  async close(): Promise<void> {
    this.#ending.abort()
    await this.#running
  }

  async #keepConnected(): Promise<void> {
    const { signal } = this.#ending
    const { stableAfter, maxRetries } = this.#policy
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#connect().catch((error: unknown) => error)
      if (signal.aborted) return
      if (!isPassing(failure)) throw failure
      const lasted = this.#openedAt === undefined ? 0 : SYSTEM_CLOCK.now() - this.#openedAt
      if (lasted >= stableAfter) attempt = 1
      this.#outlet.onStatus({ type: 'drop', reason: this.#connecting.hide(failure.message) })
      if (attempt > maxRetries) throw failure
      const delay = retryDelay(attempt, this.#policy, Math.random())
      this.#outlet.onStatus({ type: 'retry', attempt, delay })
      await pause(SYSTEM_CLOCK, delay, signal)
    }
  }

  /** Gives what there is to say when the server has ended the answer; rejects if it was lost otherwise. */
  async #connect(): Promise<NetworkError> {
    const { channel } = this.#outlet
    const what = channel.data.stream
    this.#openedAt = undefined
    const silence = new AbortController()
    const signal = AbortSignal.any([this.#ending.signal, silence.signal])
    const response = await openEvents(this.#connecting, channel, signal)
    this.#openedAt = SYSTEM_CLOCK.now()
    this.#outlet.open('sse')
    await readEvents(response, {
      what,
      idleTimeout: this.#connecting.options.idleTimeout,
      onSilence: (error) => silence.abort(error),
      onEvent: (raw) => this.#outlet.onEvent(raw),
    })
    return new NetworkError(`${what}: the server ended the answer`)
  }
}

/** Whether there is use in asking again. */
function isPassing(failure: unknown): failure is Error {
  return isNetworkError(failure) || (isResponseError(failure) && !isFinalStatus(failure.status))
}
