import type { CallOptions, CallSettings, FetchHandler } from '@typefed/core'
import type { Endpoint } from '@typefed/core/lexicon'
import { callEndpoint, type PathHandler } from './call.ts'

/**
 * Who the calls are made as. A `PasswordSession` is one; so is the session object of an OAuth client.
 */
export interface SessionLike {
  readonly did: string
  /** Sends a request to the account's server, with its credentials. */
  fetchHandler(pathname: string, init?: RequestInit): Promise<Response>
  /** Ends the session on its server. */
  signOut?(): Promise<void>
  /** Tells the server that the session is for, by its URL: where streams come from. */
  getTokenInfo?(refresh: boolean): Promise<{ aud: string }>
}

export interface XrpcClientOptions extends CallSettings {
  /** The server's URL, for calls without a session: `https://public.api.bsky.app`. */
  service?: string
  /** Who the calls are made as. */
  session?: SessionLike
  /** Sends a request. Default: the global `fetch`, without retries. */
  fetch?: FetchHandler
}

/** The description of an endpoint that is called with arguments `A` and answers `O`. */
export type CallableEndpoint<A extends unknown[], O> = Endpoint & { readonly '~call'?: (...args: A) => O }

/**
 * A client that calls endpoints by their description and holds no tree of them: a bundle has what it names.
 *
 * ```ts
 * import { XrpcClient } from '@typefed/atproto-client/slim'
 * import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
 *
 * const client = new XrpcClient({ session })
 * const { feed } = await client.call(getTimeline, { limit: 10 })
 * ```
 */
export class XrpcClient {
  readonly #settings: CallSettings
  readonly #handler: PathHandler
  readonly #session: SessionLike | undefined

  constructor(options: XrpcClientOptions) {
    const { service, session, fetch: fetchHandler = (url, init) => fetch(url, init), ...settings } = options
    this.#settings = settings
    this.#session = session
    this.#handler = session
      ? (path, init) => session.fetchHandler(path, init)
      : (path, init) => fetchHandler(new URL(path, service).href, init)
  }

  /** The DID of the account that the calls are made as, if there is one. */
  get did(): string | undefined {
    return this.#session?.did
  }

  /**
   * Calls an endpoint: parameters for a query, input for a procedure, then options.
   *
   * Throws ValidationError before anything is sent that the lexicon does not allow, ResponseError if the server
   * refuses, NetworkError or TimeoutError if no answer comes.
   */
  call<A extends unknown[], O>(endpoint: CallableEndpoint<A, O>, ...args: A): Promise<O> {
    const [argument, options] = args as unknown[]
    return callEndpoint(
      this.#handler,
      this.#settings,
      endpoint,
      argument,
      options as CallOptions,
    ) as Promise<O>
  }
}
