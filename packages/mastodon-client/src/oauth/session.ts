import {
  type FetchHandler,
  type FetchInit,
  isResponseError,
  type ItemStorage,
  LoginRequiredError,
  type Store,
} from '@typefed/core'
import {
  bearer,
  bindMembers,
  type Lock,
  RenewingSession,
  type SessionHandler,
  type SessionRules,
  sharedRenewal,
  storeOf,
  validationError,
} from '@typefed/core/internal'
import type { TokenSession } from '@typefed/core/rest-client'
import type { AppCredentials } from './app.ts'
import type { OAuthServer } from './server.ts'
import { type AccessToken, refreshToken, revoke } from './token.ts'

export interface OAuthSessionOptions {
  readonly app: AppCredentials
  /** Keeps the session, so that `restoreSession` finds it; holds the tokens. Default: it is gone with the process. */
  readonly store?: Store | ItemStorage | undefined
  /** Names the session in the store: one for each account. Default: the server's origin. */
  readonly key?: string | undefined
  /** Keeps other processes from renewing at the same time, since a refresh token may be used once. Default: none. */
  readonly lock?: Lock | undefined
  /** Receives every change of the session. */
  readonly onSession?: SessionHandler<AccessToken> | undefined
  /** Receives the error of a session handler or of the store. Default: `console.error`. */
  readonly onHandlerError?: ((error: unknown) => void) | undefined
}

/** Tokens that are remembered: calls that wait may still hold one of before, and servers repeat them. */
const MAX_SECRETS = 16

/**
 * The session of an account on a server whose tokens expire: renews them before they do, or when the server says that
 * they have, once for all clients that share it.
 *
 * ```ts
 * const session = await startSession(server, { app, token: await exchangeCode(server, exchange), store })
 * const client = new MastodonClient({ url, session })
 * ```
 */
export class OAuthSession implements TokenSession {
  readonly #server: OAuthServer
  readonly #options: OAuthSessionOptions
  readonly #renewing: RenewingSession<AccessToken>
  readonly #secrets = new Set<string>()

  /** @internal Made by `startSession` and `restoreSession`. */
  constructor(server: OAuthServer, token: AccessToken, options: OAuthSessionOptions) {
    const { app, store, lock, onSession, onHandlerError: onError = console.error } = options
    const rules = rulesOf(keyOf(server, options))
    this.#server = server
    this.#options = options
    this.#renewing = new RenewingSession(
      token,
      rules,
      async (old) => renewed(old, await refreshToken(server, { app, refreshToken: old.refresh_token })),
      {
        onHandlerError: onError,
        onSession: async (event, session) => {
          this.#remember(session)
          if (store && event === 'expire') await storeOf(store).delete(keyOf(server, options))
          if (store && event === 'create')
            await storeOf(store).set(keyOf(server, options), rules.encode(session))
          await onSession?.(event, session)
        },
        ...(store && { renewal: sharedRenewal(rules, { store: storeOf(store), lock, onError }) }),
      },
    )
    this.#remember(token)
    bindMembers(this)
  }

  /** The token as it is now. It is a secret. */
  get accessToken(): string {
    return this.#renewing.current.access_token
  }

  /** All its tokens, those of before included, which no error may repeat. */
  get secrets(): ReadonlySet<string> {
    return this.#secrets
  }

  /** Whether the session has ended: by the server, or by `revoke`. */
  get ended(): boolean {
    return this.#renewing.ended
  }

  /** Renews a token that is about to expire. */
  renewAhead(signal?: AbortSignal): Promise<void> {
    return this.#renewing.renewAhead(signal)
  }

  /**
   * Renews the token, once however many ask.
   *
   * Throws the server's refusal, after which the session has ended; LoginRequiredError if it had ended before; and as a
   * call does, which has not ended it.
   */
  refresh(): Promise<void> {
    return this.#renewing.refresh()
  }

  /** Ends the session here and on the server, and takes it out of the store. Throws as a call does. */
  async revoke(): Promise<void> {
    const { app, store } = this.#options
    const { access_token: token } = await this.#renewing.end()
    try {
      await revoke(this.#server, { app, token })
    } finally {
      if (store) await storeOf(store).delete(keyOf(this.#server, this.#options))
    }
  }

  /** @internal Notifies that the session began. */
  notify(event: 'create' | 'import'): Promise<void> {
    return this.#renewing.handlers.notify(event, this.#renewing.current)
  }

  /**
   * A handler that sends the requests of the account with the token of the moment, and others as they are.
   *
   * The handler throws LoginRequiredError if the session has ended.
   */
  fetchHandler(send: FetchHandler): FetchHandler {
    return async (url, init) => {
      const headers = new Headers(init.headers)
      if (!this.#isOwn(headers.get('authorization'))) return send(url, init)
      if (this.ended) throw new LoginRequiredError(new URL(url).pathname)
      const sendAs = (token: AccessToken) => this.#sendAs(token, url, init, headers, send)
      const { current } = this.#renewing
      return current.refresh_token === undefined ? sendAs(current) : this.#renewing.send(sendAs, init)
    }
  }

  #isOwn(authorization: string | null): boolean {
    return [...this.#secrets].some((token) => bearer(token).authorization === authorization)
  }

  #remember({ access_token, refresh_token }: AccessToken): void {
    for (const token of [access_token, refresh_token]) if (token !== undefined) this.#secrets.add(token)
    for (const token of this.#secrets) {
      if (this.#secrets.size <= MAX_SECRETS) return
      this.#secrets.delete(token)
    }
  }

  #sendAs(
    { access_token: token }: AccessToken,
    url: string,
    init: FetchInit,
    headers: Headers,
    send: FetchHandler,
  ): Promise<Response> {
    for (const secret of this.#secrets) init.secrets?.add(secret)
    headers.set('authorization', bearer(token).authorization)
    return send(url, { ...init, headers })
  }

  /** Without the tokens, so that a log does not hold them. */
  toJSON(): object {
    return { server: this.#server.url, ended: this.ended }
  }
}

/**
 * Begins a session with a token that was just received, and keeps it in the store.
 *
 * Throws ValidationError for a token without `access_token`.
 */
export async function startSession(
  server: OAuthServer,
  { token, ...options }: OAuthSessionOptions & { readonly token: AccessToken },
): Promise<OAuthSession> {
  const session = new OAuthSession(server, checkToken(withTime(token)), options)
  await session.notify('create')
  return session
}

/** Goes on with the session that a store has; `undefined` if it has none. Throws what the store throws. */
export async function restoreSession(
  server: OAuthServer,
  options: OAuthSessionOptions & { readonly store: Store | ItemStorage },
): Promise<OAuthSession | undefined> {
  const key = keyOf(server, options)
  const text = await storeOf(options.store).get(key)
  if (!text) return undefined
  const session = new OAuthSession(server, rulesOf(key).decode(text), options)
  await session.notify('import')
  return session
}

function keyOf({ url }: OAuthServer, { key }: OAuthSessionOptions): string {
  return key ?? new URL(url).origin
}

function rulesOf(key: string): SessionRules<AccessToken> {
  return {
    keyOf: () => key,
    encode: (token) => JSON.stringify(token),
    decode: (text) => checkToken(parse(text)),
    // Without a refresh token there is nothing that could be done ahead.
    lifeOf: ({ created_at: iat, expires_in: life, refresh_token }) =>
      iat === undefined || life === undefined || refresh_token === undefined ? {} : { iat, exp: iat + life },
    isNewer: (token, than) =>
      token.access_token !== than.access_token && (token.created_at ?? 0) >= (than.created_at ?? 0),
    isRefusal: (error) => isResponseError(error, 'invalid_grant'),
    isExpired: ({ status }) => status === 401,
  }
}

/** A server that does not say when it issued a token did so now. */
function withTime(token: AccessToken): AccessToken {
  return { ...token, created_at: token?.created_at ?? Math.floor(Date.now() / 1000) }
}

/** A token that came without another refresh token keeps the one of before. */
function renewed({ refresh_token }: AccessToken, token: AccessToken): AccessToken {
  return withTime({ ...(refresh_token !== undefined && { refresh_token }), ...token })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function checkToken(token: unknown): AccessToken {
  const { access_token: text } = Object(token) as Partial<AccessToken>
  if (typeof text === 'string' && text !== '') return token as AccessToken
  throw validationError('session', ['access_token'], 'a string', 'nothing of the kind')
}
