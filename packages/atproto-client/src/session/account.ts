import {
  type CallOptions,
  type ClientSettings,
  type FetchHandler,
  type FetchInit,
  isResponseError,
  LoginRequiredError,
  type Store,
} from '@typefed/core'
import { type Lock, type SessionHandler, SessionHandlers, validationError } from '@typefed/core/internal'
import type { ProfileViewDetailed } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { getProfile } from '../generated/lexicons/app.bsky.actor.getProfile.ts'
import { cleanIdentifier } from '../identity/identifier.ts'
import type { IdentityOptions } from '../identity/resolve.ts'
import { type SessionLike, XrpcClient } from '../xrpc-client.ts'
import { type Credentials, PasswordSession, type SessionOptions } from './password-session.ts'
import { sharedRenewal } from './renewal.ts'
import { SESSION_EXPIRED, toSessionError } from './session-error.ts'
import { Session, type SessionData } from './session.ts'

/** Credentials, or a session that was saved: as text, as data, or as it was; or one that an OAuth client keeps. */
export type LoginOptions = (
  | (Credentials & {
      /** The account's server, or one that sends on to it. Default: the client's, or what the identifier leads to. */
      service?: string
    })
  | { session: string | SessionData | SessionLike }
) &
  Pick<CallOptions, 'signal'>

/** The account that is logged in. Without an AppView only its names are known. */
export type Me = Pick<ProfileViewDetailed, 'did' | 'handle'> & Partial<ProfileViewDetailed>

export interface AccountOptions {
  /** The server to log in at. Default: that of the identifier. */
  readonly service: string | undefined
  /** The server of accounts whose identifier leads to none: e-mail addresses, and its own handles. */
  readonly defaultService: string
  /** Sends one attempt of a request. */
  readonly fetch: FetchHandler
  /** Retries as the client does. */
  readonly retrying: (attempt: FetchHandler) => FetchHandler
  /** The settings of the client's calls, obeyed by those of its session. */
  readonly settings: ClientSettings
  readonly identity: IdentityOptions
  readonly session: string | SessionData | SessionLike | undefined
  readonly store: Store | undefined
  readonly lock: Lock | undefined
  readonly onSession: SessionHandler<Session> | undefined
  readonly onHandlerError: ((error: unknown) => void) | undefined
}

/** The account that a client acts as: what all its clones share. */
export class Account implements SessionLike {
  session: SessionLike | undefined
  /** Sends to the account's server, or without an account to the client's: looked up at each call. */
  readonly fetchHandler: FetchHandler
  readonly handlers: SessionHandlers<Session>
  readonly #options: AccountOptions
  readonly #onError: (error: unknown) => void
  #me: Me | undefined

  constructor(options: AccountOptions) {
    this.#options = options
    this.#onError = options.onHandlerError ?? console.error
    this.handlers = new SessionHandlers(options.onSession, this.#onError)
    const { session } = options
    this.session = session ? this.#toSession(session) : undefined
    this.fetchHandler = options.retrying((path, init) => this.#send(path, init))
  }

  get did(): string {
    return this.session?.did ?? ''
  }

  /** The server of the account, or without one that of the client; '' where an OAuth client keeps it to itself. */
  get pdsEndpoint(): string {
    return this.session ? (this.session.pdsEndpoint ?? '') : this.#service
  }

  get #service(): string {
    return this.#options.service ?? this.#options.defaultService
  }

  async #send(path: string, init: FetchInit): Promise<Response> {
    const { session } = this
    if (!session) return this.#options.fetch(new URL(path, this.#service).href, init)
    try {
      const response = await session.fetchHandler(path, init)
      // An OAuth client hands this on when it could not renew the token.
      const isRevoked =
        response.status === 401 && /invalid_token/.test(response.headers.get('www-authenticate') ?? '')
      if (isRevoked && !(session instanceof PasswordSession)) await this.#expire(session)
      return response
    } catch (cause) {
      const error = toSessionError(cause)
      if (isResponseError(error, SESSION_EXPIRED)) await this.#expire(session)
      throw error
    }
  }

  /** Ends an OAuth client's session. A password session notifies its handlers by itself. */
  async #expire(session: SessionLike): Promise<void> {
    if (this.session !== session) return
    this.session = undefined
    await this.handlers.notify('expire', withoutTokens(session))
  }

  get me(): Me {
    const { session } = this
    if (!session) throw new LoginRequiredError('client.me')
    return this.#me ?? namesOf(session)
  }

  /** The server that the account's calls go to. */
  async server(): Promise<string> {
    const { session } = this
    const { service, defaultService } = this.#options
    if (session instanceof PasswordSession) return session.current.pdsEndpoint
    const token = await session?.getTokenInfo?.(false)
    return token?.aud ?? service ?? defaultService
  }

  async login(options: LoginOptions): Promise<Me> {
    const { signal } = options
    const session =
      'session' in options ? await this.#resume(options.session) : await this.#logIn(options, signal)
    return this.#enter(session, signal)
  }

  /** Goes on with the session that the store has. */
  async restore(identifier: string, signal: AbortSignal | undefined): Promise<Me | undefined> {
    const { store } = this.#options
    if (!store) throw validationError('options', ['store'], 'a store for restore()', 'nothing')
    const actor = cleanIdentifier(identifier)
    const did = actor.startsWith('did:') ? actor : (await this.#resolve(actor, signal)).did
    const saved = await store.get(did)
    if (!saved) return undefined
    const session = await this.#resume(saved)
    try {
      return await this.#enter(session, signal)
    } catch (error) {
      if (!this.session) return undefined
      throw error
    }
  }

  async logout(): Promise<void> {
    const { session } = this
    this.session = undefined
    this.#me = undefined
    try {
      if (session instanceof PasswordSession) await session.logout()
      else await session?.signOut?.()
    } finally {
      if (session) await this.#options.store?.delete(session.did)
    }
  }

  async #enter(session: SessionLike, signal: AbortSignal | undefined): Promise<Me> {
    this.session = session
    this.#me = undefined
    const client = new XrpcClient({ ...this.#options.settings, session: this })
    const profile = await client
      .call(getProfile, { actor: session.did }, signal && { signal })
      .catch((error: unknown) => {
        if (!hasEnded(session) && this.session === session) return undefined
        if (this.session === session) this.session = undefined
        throw error
      })
    signal?.throwIfAborted()
    // Somebody may have logged in or out meanwhile.
    if (this.session === session) this.#me = profile
    return profile ?? namesOf(session)
  }

  async #logIn(
    { service, ...credentials }: Credentials & { service?: string },
    signal: AbortSignal | undefined,
  ): Promise<PasswordSession> {
    const { identifier } = credentials
    const found = service ?? (identifier ? await this.#serviceOf(identifier, signal) : this.#service)
    return PasswordSession.login(
      { ...credentials, service: found },
      { ...this.#sessionOptions(), ...(signal && { signal }) },
    )
  }

  async #resume(session: string | SessionData | SessionLike): Promise<SessionLike> {
    return isSessionLike(session) ? session : PasswordSession.resume(session, this.#sessionOptions())
  }

  #toSession(session: string | SessionData | SessionLike): SessionLike {
    return isSessionLike(session) ? session : PasswordSession.from(session, this.#sessionOptions())
  }

  /**
   * The server that an account logs in at, if none was named. A password must not go to a server that is not the
   * account's.
   */
  async #serviceOf(identifier: string, signal: AbortSignal | undefined): Promise<string> {
    const { service, defaultService } = this.#options
    if (service) return service
    const actor = cleanIdentifier(identifier)
    const isThere = actor.includes('@') || actor.endsWith(`.${new URL(defaultService).host}`)
    return isThere ? defaultService : (await this.#resolve(actor, signal)).pds
  }

  /** Loaded with the first name that is looked up. */
  async #resolve(actor: string, signal: AbortSignal | undefined): Promise<{ did: string; pds: string }> {
    const { resolveIdentity } = await import('../identity/resolve.ts')
    const { fetch, identity } = this.#options
    return resolveIdentity(actor, { fetch, ...identity, ...(signal && { signal }) })
  }

  #sessionOptions(): SessionOptions {
    const { fetch, retrying, settings, store, lock } = this.#options
    const onError = this.#onError
    return {
      ...settings,
      fetch: retrying(fetch),
      onHandlerError: onError,
      onSession: async (event, session) => {
        const { did } = session
        try {
          if (event === 'expire') await store?.delete(did)
          // Renewing has saved it already, before the lock was given back.
          else if (event !== 'refresh') await store?.set(did, session.encode())
        } catch (error) {
          onError(error)
        }
        await this.handlers.notify(event, session)
      },
      ...(store && { renewal: sharedRenewal({ store, lock, onError }) }),
    }
  }
}

function isSessionLike(session: string | SessionData | SessionLike): session is SessionLike {
  return 'fetchHandler' in Object(session)
}

function hasEnded(session: SessionLike): boolean {
  return session instanceof PasswordSession && session.ended
}

/** An OAuth client's session does not know its handle. */
function namesOf(session: SessionLike): Me {
  const handle = session instanceof PasswordSession ? session.handle : 'handle.invalid'
  return { did: session.did, handle }
}

/** An OAuth client keeps its tokens to itself. */
function withoutTokens({ did }: SessionLike): Session {
  return new Session({ did, handle: 'handle.invalid', accessJwt: '', refreshJwt: '', pdsEndpoint: '' })
}
