import { orAbort } from '../base/or-abort.ts'
import { LoginRequiredError } from '../errors/login-required-error.ts'
import type { FetchInit } from '../transport/fetch-handler.ts'
import { type SessionHandler, SessionHandlers } from './session-handlers.ts'
import type { Renewal, SessionRules } from './shared-renewal.ts'
import { TokenClock } from './token-clock.ts'

export interface RenewingSessionOptions<S> {
  /** Receives every change of the session. */
  onSession?: SessionHandler<S>
  /** Receives the error of a session handler. Default: `console.error`. */
  onHandlerError?: (error: unknown) => void
  /** Renews the session. Default: by asking the server, whatever other processes do. */
  renewal?: Renewal<S>
}

/**
 * A session that is renewed before its token expires, or when the server says it has; once, however many calls wait.
 */
export class RenewingSession<S> {
  readonly handlers: SessionHandlers<S>
  readonly #rules: SessionRules<S>
  readonly #ask: (session: S) => Promise<S>
  readonly #renewal: Renewal<S>
  #current: S
  #clock: TokenClock
  #hasEnded = false
  #renewing: Promise<void> | undefined
  /** The part of a renewal before handlers are notified, which may themselves end the session. */
  #asking: Promise<S> | undefined
  /** A session whose access token is refused although it is new: to renew it again would not help. */
  #refused: S | undefined

  /**
   * @param ask renews a session at the server
   * @param receivedAt milliseconds since 1970, if the session is new
   */
  constructor(
    session: S,
    rules: SessionRules<S>,
    ask: (session: S) => Promise<S>,
    options: RenewingSessionOptions<S>,
    receivedAt?: number,
  ) {
    this.#current = session
    this.#rules = rules
    this.#ask = ask
    this.#renewal = options.renewal ?? ((old, renew) => renew(old))
    this.#clock = new TokenClock(rules.lifeOf(session), receivedAt)
    this.handlers = new SessionHandlers(options.onSession, options.onHandlerError)
  }

  /** The session as it is now; after the next renewal it is another. */
  get current(): S {
    return this.#current
  }

  /** Whether the session has ended: by the server, or by `end`. */
  get ended(): boolean {
    return this.#hasEnded
  }

  /**
   * Sends a request, and sends it again if the session had expired and could be renewed. A body that is a stream is
   * gone then: the caller gets the refusal, and its next call works.
   *
   * @param sendAs sends it with the tokens of a session
   */
  async send(
    sendAs: (session: S) => Promise<Response>,
    { signal, body }: Pick<FetchInit, 'signal' | 'body'>,
  ): Promise<Response> {
    await this.renewAhead(signal)
    const used = this.#current
    const response = await sendAs(used)
    if (used === this.#refused || !(await this.#rules.isExpired(response))) return response
    try {
      await orAbort(this.refresh(used), signal)
    } catch (error) {
      if (this.#rules.isRefusal(error)) return response
      throw error
    }
    if (body instanceof ReadableStream) return response
    await response.body?.cancel()
    const renewed = this.#current
    const second = await sendAs(renewed)
    if (second.status === 401) this.#refused = renewed
    return second
  }

  /** Renews a token that is about to expire. If that fails, the token is still good for a while. */
  async renewAhead(signal?: AbortSignal | null): Promise<void> {
    if (!this.#clock.isDue()) return
    try {
      await orAbort(this.refresh(), signal)
    } catch (error) {
      if (this.#hasEnded || signal?.aborted || this.#clock.isOver()) throw error
    }
  }

  /**
   * Renews the tokens, once however many ask; does nothing if `used` is no longer the current session.
   *
   * Throws the server's refusal, after which the session has ended; any other error has not ended it.
   * LoginRequiredError if it had ended before.
   */
  async refresh(used: S = this.#current): Promise<void> {
    if (this.#hasEnded) throw new LoginRequiredError('refresh()')
    if (used !== this.#current) return
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined))
    await this.#renewing
  }

  /** Ends the session here. Resolves to the last one, once no renewal is under way. */
  async end(): Promise<S> {
    this.#hasEnded = true
    return (await this.#asking?.catch(() => undefined)) ?? this.#current
  }

  async #renew(): Promise<void> {
    let receivedAt: number | undefined
    const ask = async (session: S) => {
      const renewed = await this.#ask(session)
      receivedAt = Date.now()
      return renewed
    }
    try {
      this.#asking = this.#renewal(this.#current, ask)
      this.#current = await this.#asking
    } catch (error) {
      if (!this.#rules.isRefusal(error) || this.#hasEnded) throw error
      this.#hasEnded = true
      await this.handlers.notify('expire', this.#current)
      throw error
    }
    this.#clock = new TokenClock(this.#rules.lifeOf(this.#current), receivedAt)
    if (!this.#hasEnded) await this.handlers.notify('refresh', this.#current)
  }
}
