import {
  type CallOptions,
  type ClientSettings,
  type FetchHandler,
  type FetchInit,
  isNetworkError,
  isResponseError,
  LoginRequiredError,
} from '@typefed/core'
import {
  bearer,
  bindMembers,
  globalFetch,
  kindOf,
  orAbort,
  RenewingSession,
  type RenewingSessionOptions,
  type SessionHandler as AnySessionHandler,
  validationError,
} from '@typefed/core/internal'
import { isSameHost } from '@typefed/core/pipeline'
import { createSession } from '../generated/lexicons/com.atproto.server.createSession.ts'
import { deleteSession } from '../generated/lexicons/com.atproto.server.deleteSession.ts'
import { refreshSession } from '../generated/lexicons/com.atproto.server.refreshSession.ts'
import { cleanIdentifier } from '../identity/identifier.ts'
import type { SessionLike } from '../xrpc-client.ts'
import { XrpcClient } from '../xrpc-client.ts'
import { AuthFactorRequiredError } from './auth-factor-required-error.ts'
import { pdsOf } from './did-document.ts'
import { SESSION_RULES } from './renewal.ts'
import { Session, type SessionData } from './session.ts'

/** Options of a session; the settings are those of its own calls: login, renewal, logout. */
export interface SessionOptions extends ClientSettings, RenewingSessionOptions<Session> {
  /** Sends a request. Default: the global `fetch`, without retries. */
  fetch?: FetchHandler
}

/** Receives a change, and is awaited before the call that caused it goes on: the place to save the session. */
export type SessionHandler = AnySessionHandler<Session>

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
  readonly #renewing: RenewingSession<Session>
  readonly #options: SessionOptions
  readonly #fetch: FetchHandler

  private constructor(session: Session, options: SessionOptions, receivedAt?: number) {
    this.#options = options
    this.#fetch = options.fetch ?? globalFetch
    const ask = (old: Session) => this.#callRefresh(old)
    this.#renewing = new RenewingSession(session, SESSION_RULES, ask, options, receivedAt)
    bindMembers(this)
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
    await orAbort(session.#renewing.handlers.notify('create', session.current), signal)
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
    await resumed.#renewing.handlers.notify('import', resumed.current)
    return resumed
  }

  get did(): string {
    return this.current.did
  }

  get handle(): string {
    return this.current.handle
  }

  get pdsEndpoint(): string {
    return this.current.pdsEndpoint
  }

  /** The session as it is now; after the next refresh it is another. */
  get current(): Session {
    return this.#renewing.current
  }

  /** Whether the session has ended: by the server, or by `logout`. */
  get ended(): boolean {
    return this.#renewing.ended
  }

  /** Adds a handler; returns what removes it. */
  onSession(handler: SessionHandler): () => void {
    return this.#renewing.handlers.add(handler)
  }

  /**
   * Sends a request as this account; renews the token before it expires, or when the server says it has. A request
   * with an `authorization` of its own goes out as it is.
   *
   * Throws LoginRequiredError if the session has ended.
   */
  async fetchHandler(pathname: string, init: FetchInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (headers.has('authorization')) return this.#send(this.current, pathname, init)
    if (this.ended) throw new LoginRequiredError(pathname.replace(/\?.*/, ''))
    return this.#renewing.send((session) => this.#sendAs(session, pathname, init, headers), init)
  }

  /**
   * Renews the tokens, once however many ask; does nothing if `used` is no longer the current session.
   *
   * Throws the server's refusal, after which the session has ended; any other error has not ended it.
   * LoginRequiredError if it had ended before.
   */
  async refresh(used: Session = this.current): Promise<void> {
    const isCurrent = used.accessJwt === this.current.accessJwt
    await this.#renewing.refresh(isCurrent ? this.current : used)
  }

  /**
   * Ends the session here, and on the server. One that the server does not know any more is none the less ended.
   *
   * Throws as a call does if the server cannot be asked: the session then has ended here only.
   */
  async logout(): Promise<void> {
    const session = await this.#renewing.end()
    try {
      await this.#client(session).call(deleteSession, undefined, { headers: bearer(session.refreshJwt) })
    } catch (error) {
      if (!SESSION_RULES.isRefusal(error)) throw error
    }
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
