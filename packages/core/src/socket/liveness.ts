import type { Clock } from './clock.ts'

export interface LivenessOptions {
  readonly clock: Clock
  /** Milliseconds of silence; 0: no limit. */
  readonly idleTimeout: number
  /** Milliseconds between pings; 0: none. */
  readonly heartbeat: number
  readonly ping: () => void
  readonly onDead: (reason: 'idle' | 'heartbeat', ms: number) => void
}

/** Watches whether a connection still gives signs of life. */
export class Liveness {
  readonly #options: LivenessOptions
  #heardAt = 0
  #pingedAt = -Infinity
  #idleTimer: unknown
  #pingTimer: unknown

  constructor(options: LivenessOptions) {
    this.#options = options
  }

  start(): void {
    const { clock, idleTimeout, heartbeat } = this.#options
    this.#heardAt = clock.now()
    this.#pingedAt = -Infinity
    if (idleTimeout > 0) this.#idleTimer = clock.setTimeout(() => this.#checkSilence(), idleTimeout)
    if (heartbeat > 0) this.#pingTimer = clock.setTimeout(() => this.#beat(), heartbeat)
  }

  /** Notes a sign of life. It is called for every frame, so no timer is touched. */
  hear(): void {
    this.#heardAt = this.#options.clock.now()
  }

  stop(): void {
    this.#options.clock.clearTimeout(this.#idleTimer)
    this.#options.clock.clearTimeout(this.#pingTimer)
  }

  #checkSilence(): void {
    const { clock, idleTimeout, onDead } = this.#options
    const left = this.#heardAt + idleTimeout - clock.now()
    if (left <= 0) onDead('idle', idleTimeout)
    else this.#idleTimer = clock.setTimeout(() => this.#checkSilence(), left)
  }

  #beat(): void {
    const { clock, heartbeat, ping, onDead } = this.#options
    if (this.#heardAt < this.#pingedAt) {
      onDead('heartbeat', heartbeat)
      return
    }
    this.#pingedAt = clock.now()
    ping()
    this.#pingTimer = clock.setTimeout(() => this.#beat(), heartbeat)
  }
}
