import {
  type CallOptions,
  type ClientSettings,
  type FetchHandler,
  type FetchInit,
  isNetworkError,
  isResponseError,
  LoginRequiredError,
} from '@typefed/core'
import { bearer, globalFetch, kindOf, orAbort, validationError } from '@typefed/core/internal'
import { isSameHost } from '@typefed/core/pipeline'
import { createSession } from '../generated/lexicons/com.atproto.server.createSession.ts'
import { deleteSession } from '../generated/lexicons/com.atproto.server.deleteSession.ts'
import { refreshSession } from '../generated/lexicons/com.atproto.server.refreshSession.ts'
import { cleanIdentifier } from '../identity/identifier.ts'
import type { SessionLike } from '../xrpc-client.ts'
import { XrpcClient } from '../xrpc-client.ts'
import { AuthFactorRequiredError } from './auth-factor-required-error.ts'
import { pdsOf } from './did-document.ts'
import { isExpiredAnswer, TokenClock } from './expiry.ts'
import { isRefusal, type Renewal } from './renewal.ts'
import { type SessionHandler, SessionHandlers } from './session-events.ts'
import { Session, type SessionData } from './session.ts'

/** Options of a session; the settings are those of its own calls: login, renewal, logout. */
export interface SessionOptions extends ClientSettings {
  /** Sends a request. Default: the global `fetch`, without retries. */
  fetch?: FetchHandler
  /** Receives every change of the session. */
  onSession?: SessionHandler
  /** Receives the error of a session handler. Default: `console.error`. */
  onHandlerError?: (error: unknown) => void
  /** Renews the session. Default: by asking the server, whatever other processes do. */
  renewal?: Renewal
}

export interface Credentials {
  /** Handle, DID or e-mail address. */
  identifier: string
  /** An app password, or the account's own. */
  password: string
  /** The code from the e-mail, if the account asks for one. */
  authFactorToken?: string
}

/** A session that was made with a password, and renews itself. Several clients may share it. */
export class PasswordSession implements SessionLike {
  #session: Session
  #ended = false
  #clock: TokenClock
  #renewing: Promise<void> | undefined
  /** The part of a renewal before handlers are told, which may themselves end the session. */
  #asking: Promise<Session> | undefined
  /** A session whose access token is refused although it is new: to renew it again would not help. */
  #refused: Session | undefined
  readonly #options: SessionOptions
  readonly #fetch: FetchHandler
  readonly #handlers: SessionHandlers

  private constructor(session: Session, options: SessionOptions, receivedAt?: number) {
    this.#session = session
    this.#clock = new TokenClock(session, receivedAt)
    this.#fetch = options.fetch ?? globalFetch
    this.#handlers = new SessionHandlers(options.onSession, options.onHandlerError)
    this.#options = options
  }

  /**
   * Logs in at a server.
   *
   * Throws ValidationError for credentials that are missing, AuthFactorRequiredError if the account asks for a code,
   * UnauthorizedError for a wrong password, RateLimitError after too many logins, or as every call does.
   */
  static async login(
    { service, identifier, ...credentials }: Credentials & { service: string },
    { signal, ...options }: SessionOptions & Pick<CallOptions, 'signal'> = {},
  ): Promise<PasswordSession> {
    for (const [name, value] of Object.entries({ identifier, password: credentials.password })) {
      // A number may be the password itself.
      const received = typeof value === 'number' ? 'a number' : kindOf(value)
      if (typeof value !== 'string' || !value) throw validationError('login', [name], 'a string', received)
    }
    const input = { ...credentials, identifier: cleanIdentifier(identifier) }
    const response = await new XrpcClient({ ...options, ...CHECKED, service })
      .call(createSession, input, signal && { signal })
      .catch((error: unknown) => {
        throw isResponseError(error, 'AuthFactorTokenRequired') ? new AuthFactorRequiredError(error) : error
      })
    const session = new PasswordSession(toSession(response, service), options, Date.now())
    await orAbort(session.#handlers.notify('create', session.#session), signal)
    return session
  }

  /** Makes a session of a saved one: a string, its data, or the session itself. Nobody is notified. */
  static from(saved: string | SessionData, options: SessionOptions = {}): PasswordSession {
    return new PasswordSession(
      typeof saved === 'string' ? Session.decode(saved) : new Session(saved),
      options,
    )
  }

  /** Goes on with a saved session, and notifies `onSession`. */
  static async resume(saved: string | SessionData, options: SessionOptions = {}): Promise<PasswordSession> {
    const resumed = PasswordSession.from(saved, options)
    await resumed.#handlers.notify('import', resumed.#session)
    return resumed
  }

  get did(): string {
    return this.#session.did
  }

  get handle(): string {
    return this.#session.handle
  }

  get pdsEndpoint(): string {
    return this.#session.pdsEndpoint
  }

  /** The session as it is now; after the next refresh it is another. */
  get current(): Session {
    return this.#session
  }

  /** Whether the session has ended: by the server, or by `logout`. */
  get ended(): boolean {
    return this.#ended
  }

  /** Adds a handler; returns what removes it. */
  onSession(handler: SessionHandler): () => void {
    return this.#handlers.add(handler)
  }

  /**
   * Sends a request as this account; renews the token before it expires, or when the server says it has. A request
   * with an `authorization` of its own goes out as it is.
   *
   * Throws LoginRequiredError if the session has ended.
   */
  async fetchHandler(pathname: string, init: FetchInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (headers.has('authorization')) return this.#send(this.#session, pathname, init)
    if (this.#ended) throw new LoginRequiredError(pathname.replace(/\?.*/, ''))
    if (this.#clock.isDue()) await this.#renewAhead(init.signal)
    const used = this.#session
    const response = await this.#sendAs(used, pathname, init, headers)
    if (used === this.#refused || !(await isExpiredAnswer(response))) return response
    try {
      await orAbort(this.refresh(used), init.signal)
    } catch (error) {
      if (isRefusal(error)) return response
      throw error
    }
    // A body that is a stream is gone; the caller gets the refusal, and its next call works.
    if (init.body instanceof ReadableStream) return response
    await response.body?.cancel()
    const renewed = this.#session
    const second = await this.#sendAs(renewed, pathname, init, headers)
    if (second.status === 401) this.#refused = renewed
    return second
  }

  /**
   * Renews the tokens, once however many ask; does nothing if `used` is no longer the current session.
   *
   * Throws the server's refusal, after which the session has ended; any other error has not ended it.
   * LoginRequiredError if it had ended before.
   */
  async refresh(used: Session = this.#session): Promise<void> {
    if (this.#ended) throw new LoginRequiredError('refresh()')
    if (used.accessJwt !== this.#session.accessJwt) return
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined))
    await this.#renewing
  }

  /**
   * Ends the session here, and on the server. One that the server does not know any more is none the less ended.
   *
   * Throws as a call does if the server cannot be asked: the session then has ended here only.
   */
  async logout(): Promise<void> {
    this.#ended = true
    const session = (await this.#asking?.catch(() => undefined)) ?? this.#session
    try {
      await this.#client(session).call(deleteSession, undefined, { headers: bearer(session.refreshJwt) })
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }

  /** Before the token expires: if that fails, the token is still good for a while. */
  async #renewAhead(signal: AbortSignal | null | undefined): Promise<void> {
    try {
      await orAbort(this.refresh(), signal)
    } catch (error) {
      if (this.#ended || signal?.aborted || this.#clock.isOver()) throw error
    }
  }

  async #renew(): Promise<void> {
    let receivedAt: number | undefined
    const ask = async (session: Session) => {
      const renewed = await this.#callRefresh(session)
      receivedAt = Date.now()
      return renewed
    }
    try {
      const { renewal = (old, renew) => renew(old) } = this.#options
      this.#asking = renewal(this.#session, ask)
      this.#session = await this.#asking
    } catch (error) {
      if (!isRefusal(error) || this.#ended) throw error
      this.#ended = true
      await this.#handlers.notify('expire', this.#session)
      throw error
    }
    this.#clock = new TokenClock(this.#session, receivedAt)
    if (!this.#ended) await this.#handlers.notify('refresh', this.#session)
  }

  /** The server keeps a used refresh token for a while, for just the case that its response was lost. */
  async #callRefresh(old: Session): Promise<Session> {
    const ask = () => this.#client(old).call(refreshSession, undefined, { headers: bearer(old.refreshJwt) })
    const response = await ask().catch((error: unknown) => {
      if (isNetworkError(error)) return ask()
      throw error
    })
    if (response.did !== old.did)
      throw validationError('renewed session', ['did'], old.did, 'that of another account')
    return toSession(response, old.pdsEndpoint)
  }

  #sendAs(session: Session, pathname: string, init: FetchInit, headers: Headers): Promise<Response> {
    init.secrets?.add(session.accessJwt)
    headers.set('authorization', bearer(session.accessJwt).authorization)
    return this.#send(session, pathname, { ...init, headers })
  }

  #send({ pdsEndpoint }: Session, pathname: string, init: FetchInit): Promise<Response> {
    const url = new URL(pathname, pdsEndpoint)
    if (url.origin !== pdsEndpoint && !isSameHost(pdsEndpoint, url))
      throw validationError('session', ['path'], 'a path of its server', 'another host')
    return this.#fetch(url.href, init)
  }

  #client({ pdsEndpoint }: Session): XrpcClient {
    return new XrpcClient({ ...this.#options, ...CHECKED, service: pdsEndpoint })
  }
}

/** A session must be right, however much a client checks. */
const CHECKED = { validate: 'throw', strictness: 'lenient' } as const

type SessionOutput = Omit<SessionData, 'pdsEndpoint'> & { didDoc?: unknown }

/** @param service the server that responded: the account's, unless the DID document names another */
function toSession({ did, handle, accessJwt, refreshJwt, didDoc }: SessionOutput, service: string): Session {
  return new Session({ did, handle, accessJwt, refreshJwt, pdsEndpoint: pdsOf(didDoc) ?? service })
}
