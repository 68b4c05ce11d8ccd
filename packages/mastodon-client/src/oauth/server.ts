import type { FetchHandler } from '@typefed/core'

/** The server, and how it is reached. */
export interface OAuthServer {
  /** `https://mastodon.example`. */
  readonly url: string
  /** Sends one request. Default: the global `fetch`. */
  readonly fetch?: FetchHandler | undefined
  /** The endpoints that `discover` found. Default: each call asks for them. */
  readonly endpoints?: OAuthEndpoints | undefined
  /** Milliseconds for one request. 0: no limit. Default: 30,000. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Where a server does what; all of them on its own host. */
export interface OAuthEndpoints {
  readonly authorize: string
  readonly token: string
  readonly register: string
  readonly revoke: string
  readonly userinfo: string
  /**
   * The server says that it checks the code verifier of PKCE, as Mastodon does from 4.3 on. Where this is absent, a
   * code with a wrong verifier may be taken, so only the state and the client's secret guard it.
   */
  readonly pkce?: boolean | undefined
  /** Every scope that the server knows, if it says so. */
  readonly scopes?: readonly string[] | undefined
}
