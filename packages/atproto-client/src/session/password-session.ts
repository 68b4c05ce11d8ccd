import { type FetchHandler, isNetworkError, isResponseError, LoginRequiredError } from '@typefed/core'
import { createSession } from '../generated/lexicons/com.atproto.server.createSession.ts'
import { deleteSession } from '../generated/lexicons/com.atproto.server.deleteSession.ts'
import { refreshSession } from '../generated/lexicons/com.atproto.server.refreshSession.ts'
import type { SessionLike } from '../xrpc/xrpc-client.ts'
import { XrpcClient } from '../xrpc/xrpc-client.ts'
import { pdsOf } from './did-document.ts'
import { isExpiredAnswer, TokenClock } from './expiry.ts'
import { Session, type SessionData } from './session.ts'

/**
 * What happened to a session: it was taken over (`import`), made by a login (`create`), renewed (`refresh`), or ended
 * by the server (`expire`).
 */
export type SessionEvent = 'import' | 'create' | 'refresh' | 'expire'

/** Is told of a change, and awaited before the call that caused it goes on: the place to save the session. */
export type SessionHandler = (event: SessionEvent, session: Session) => void | Promise<void>

export interface SessionOptions {
  /** Sends a request. Default: the global `fetch`, without retries. */
  fetch?: FetchHandler
  /** Is told of every change of the session. */
  onSession?: SessionHandler
  /** Is told when a session handler threw. Default: `console.error`. */
  onHandlerError?: (error: unknown) => void
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
  #renewal: Promise<void> | undefined
  readonly #fetch: FetchHandler
  readonly #handlers = new Set<SessionHandler>()
  readonly #onHandlerError: (error: unknown) => void

  private constructor(session: Session, options: SessionOptions) {
    this.#session = session
    this.#clock = new TokenClock(session)
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init))
    this.#onHandlerError = options.onHandlerError ?? console.error
    if (options.onSession) this.#handlers.add(options.onSession)
  }

  /** Logs in at a server. */
  static async login(
    { service, ...credentials }: Credentials & { service: string },
    options: SessionOptions = {},
  ): Promise<PasswordSession> {
    const client = new XrpcClient({ service, ...(options.fetch && { fetch: options.fetch }) })
    const { did, handle, accessJwt, refreshJwt, didDoc } = await client.call(createSession, credentials)
    const pdsEndpoint = pdsOf(didDoc) ?? service
    const session = new PasswordSession(
      new Session({ did, handle, accessJwt, refreshJwt, pdsEndpoint }),
      options,
    )
    session.#clock = new TokenClock(session.#session, Date.now())
    await session.#tell('create')
    return session
  }

  /** Goes on with a session that was saved, as text, as data or as it was. */
  static async resume(saved: string | SessionData, options: SessionOptions = {}): Promise<PasswordSession> {
    const session = typeof saved === 'string' ? Session.decode(saved) : new Session(saved)
    const resumed = new PasswordSession(session, options)
    await resumed.#tell('import')
    return resumed
  }

  get did(): string {
    return this.#session.did
  }

  get handle(): string {
    return this.#session.handle
  }

  /** The session as it is now; after the next refresh it is another. */
  get current(): Session {
    return this.#session
  }

  /** Whether the server has ended the session. */
  get ended(): boolean {
    return this.#ended
  }

  /** Adds a handler; returns what removes it. */
  onSession(handler: SessionHandler): () => void {
    this.#handlers.add(handler)
    return () => void this.#handlers.delete(handler)
  }

  /** Sends a request as this account; renews the token before it expires, or when the server says it has. */
  async fetchHandler(pathname: string, init: RequestInit = {}): Promise<Response> {
    if (this.#ended) throw new LoginRequiredError(pathname.replace(/\?.*/, ''))
    if (this.#clock.isDue()) await this.refresh(this.#session)
    const used = this.#session
    const response = await this.#sendAs(used, pathname, init)
    // A body that is a stream is gone; the caller sees the refusal, and its next call works.
    if (!(await isExpiredAnswer(response)) || init.body instanceof ReadableStream) return response
    try {
      await this.refresh(used)
    } catch (error) {
      if (isResponseError(error)) return response
      throw error
    }
    await response.body?.cancel()
    return this.#sendAs(this.#session, pathname, init)
  }

  /**
   * Renews the tokens, once however many ask; does nothing if `used` is no longer the current session.
   *
   * Throws the server's refusal, after which the session has ended, or a NetworkError, after which it has not.
   */
  async refresh(used: Session = this.#session): Promise<void> {
    if (used.accessJwt !== this.#session.accessJwt) return
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined))
    await this.#renewal
  }

  /** Ends the session on the server. */
  async logout(): Promise<void> {
    await this.#client(this.#session).call(deleteSession, undefined, bearer(this.#session.refreshJwt))
    this.#ended = true
  }

  async #renew(): Promise<void> {
    try {
      const old = this.#session
      const { did, handle, accessJwt, refreshJwt, didDoc } = await this.#callRefresh(old)
      this.#session = new Session({
        did,
        handle,
        accessJwt,
        refreshJwt,
        pdsEndpoint: pdsOf(didDoc) ?? old.pdsEndpoint,
      })
      this.#clock = new TokenClock(this.#session, Date.now())
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.#ended = true
      await this.#tell('expire')
      throw error
    }
    await this.#tell('refresh')
  }

  /** The server keeps a used refresh token for a while, for just the case that its answer was lost. */
  async #callRefresh(session: Session) {
    const ask = () => this.#client(session).call(refreshSession, undefined, bearer(session.refreshJwt))
    try {
      return await ask()
    } catch (error) {
      if (!isNetworkError(error)) throw error
      return ask()
    }
  }

  #sendAs(session: Session, pathname: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${session.accessJwt}`)
    return this.#fetch(new URL(pathname, session.pdsEndpoint).href, { ...init, headers })
  }

  #client(session: Session): XrpcClient {
    return new XrpcClient({ service: session.pdsEndpoint, fetch: this.#fetch })
  }

  async #tell(event: SessionEvent): Promise<void> {
    for (const handler of this.#handlers) {
      try {
        await handler(event, this.#session)
      } catch (error) {
        this.#onHandlerError(error)
      }
    }
  }
}

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } }
}

/** Whether the server will not renew this session, now or later: as opposed to a limit or a failure of its own. */
function isRefusal(error: unknown): boolean {
  return isResponseError(error) && (error.status === 400 || error.status === 401 || error.status === 403)
}
