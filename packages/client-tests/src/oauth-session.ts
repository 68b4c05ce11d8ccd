/**
 * A double of the session of `@atproto/oauth-client`, which fails as that one does: it repeats nothing, wraps every
 * error of `fetch`, renews without regard to the request's signal, and throws errors of its own when a renewal is
 * refused.
 */

/** The base of the official `FetchRequestError`. Its `name` is that of every error: the official class sets none. */
export class FetchError extends Error {
  readonly statusCode: number

  constructor(statusCode: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.statusCode = statusCode
  }

  get expose(): boolean {
    return true
  }
}

/** Thrown when no response came. Printing it shows the request with its token. */
export class FetchRequestError extends FetchError {
  readonly request: Request

  constructor(request: Request, statusCode: number, message: string, options?: ErrorOptions) {
    super(statusCode, message, options)
    this.request = request
  }

  override get expose(): boolean {
    return this.statusCode !== 500
  }
}

class SubjectError extends Error {
  readonly sub: string

  constructor(sub: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.sub = sub
  }
}

/** Thrown when the server refuses to renew. The session is gone from its store then. */
export class TokenRefreshError extends SubjectError {}

/** Reported when a token is refused although it is new. */
export class TokenInvalidError extends SubjectError {}

/** Reported when the session was signed out. */
export class TokenRevokedError extends SubjectError {}

export interface OAuthDoubleOptions {
  readonly did: string
  /** The account's server. */
  readonly aud: string
  readonly accessToken: string
  readonly refreshToken: string
  /** Whether the token is known to be old, so that the first request has it renewed. Default: false. */
  readonly isStale?: boolean
  /** Gives the next access token. Default: one that is made up. */
  readonly renew?: () => Promise<string>
  readonly fetch?: typeof fetch
}

export class OAuthSessionDouble {
  readonly sub: string
  readonly #options: OAuthDoubleOptions
  #token: string
  #isStale: boolean
  #renewing: Promise<void> | undefined
  #removed: Error | undefined
  /** How often a renewal was asked for. */
  renewals = 0
  /** How often it was signed out. */
  signedOut = 0

  constructor(options: OAuthDoubleOptions) {
    this.sub = options.did
    this.#options = options
    this.#token = options.accessToken
    this.#isStale = options.isStale ?? false
  }

  get did(): string {
    return this.sub
  }

  /** The reason why the session is no longer in its store; `undefined` while it is. */
  get removed(): Error | undefined {
    return this.#removed
  }

  async getTokenInfo(
    refresh: boolean | 'auto' = 'auto',
  ): Promise<{ aud: string; sub: string; scope: string }> {
    await this.#getToken(refresh)
    return { aud: this.#options.aud, sub: this.sub, scope: 'atproto' }
  }

  async signOut(): Promise<void> {
    this.signedOut += 1
    this.#removed = new TokenRevokedError(this.sub, `The session for "${this.sub}" was successfully revoked`)
  }

  async fetchHandler(pathname: string, init?: RequestInit): Promise<Response> {
    const first = await this.#send(await this.#getToken('auto'), pathname, init)
    if (!isInvalidToken(first)) return first
    let fresh: string
    try {
      fresh = await this.#getToken(true)
    } catch {
      return first
    }
    if (init?.body instanceof ReadableStream) return first
    const second = await this.#send(fresh, pathname, init)
    if (isInvalidToken(second)) {
      this.#removed = new TokenInvalidError(this.sub, `The session for "${this.sub}" is invalid`)
    }
    return second
  }

  async #send(token: string, pathname: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', `DPoP ${token}`)
    headers.set('dpop', `eyJ0eXAiOiJkcG9wK2p3dCJ9.${btoa(pathname)}.c2lnbmF0dXJl`)
    // A body that is a stream needs `duplex`; without it this throws a TypeError that nothing wraps.
    const request = new Request(new URL(pathname, this.#options.aud), { ...init, headers })
    const { fetch: send = globalThis.fetch } = this.#options
    try {
      return await send(request)
    } catch (cause) {
      throw wrap(request, cause)
    }
  }

  /** Renews once however many ask, and waits for it whatever becomes of the request. */
  async #getToken(refresh: boolean | 'auto'): Promise<string> {
    if (this.#removed) throw new TokenRefreshError(this.sub, 'The session was deleted by another process')
    if (refresh === true || (refresh === 'auto' && this.#isStale)) {
      this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined))
      await this.#renewing
    }
    return this.#token
  }

  async #renew(): Promise<void> {
    this.renewals += 1
    const { renew = async () => `renewed-${this.renewals}` } = this.#options
    try {
      this.#token = await renew()
      this.#isStale = false
    } catch (error) {
      if (error instanceof SubjectError) this.#removed = error
      throw error
    }
  }
}

/** A refused renewal as the official session throws it, with the server's refusal as its cause. */
export function refusedRenewal(sub: string): TokenRefreshError {
  const cause = Object.assign(new Error('OAuth "invalid_grant" error: Session expired'), {
    response: new Response('{}', { status: 400 }),
    payload: { error: 'invalid_grant', error_description: 'Session expired' },
    error: 'invalid_grant',
    errorDescription: 'Session expired',
  })
  return new TokenRefreshError(sub, 'Session expired', { cause })
}

/** A renewal that did not reach its server, whose request holds the refresh token. */
export function lostRenewal(refreshToken: string): FetchRequestError {
  const request = new Request('http://issuer.test/oauth/token', {
    method: 'POST',
    headers: { dpop: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.c2ln', 'x-refresh': refreshToken },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  })
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  return wrap(request, new TypeError('fetch failed', { cause: reset }))
}

function wrap(request: Request, cause: unknown): FetchRequestError {
  const root = cause instanceof TypeError && cause.message === 'fetch failed' ? (cause.cause ?? cause) : cause
  const { code = '', message = 'Failed to fetch' } = root as { code?: unknown; message?: string }
  const [status, words] = explain(typeof code === 'string' ? code : '', message)
  return new FetchRequestError(request, status, words, { cause })
}

function explain(code: string, message: string): [status: number, message: string] {
  if (code === 'ENOTFOUND') return [400, 'Invalid hostname']
  if (code === 'ECONNREFUSED') return [502, 'Connection refused']
  if (code.startsWith('ECONN')) return [502, 'Connection error']
  return code ? [500, `${code} error`] : [500, message]
}

function isInvalidToken({ status, headers }: Response): boolean {
  const challenge = headers.get('www-authenticate') ?? ''
  return status === 401 && /^(?:Bearer|DPoP) /.test(challenge) && challenge.includes('error="invalid_token"')
}
