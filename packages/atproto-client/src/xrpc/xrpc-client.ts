import type { CallSettings, FetchHandler, Pages } from '@typefed/core'
import { makePages, type CallOptions, type PageOptions } from '@typefed/core'
import type { Endpoint } from '@typefed/core/lexicon'
import { callEndpoint, type PathHandler } from './call.ts'

/**
 * Who the calls are made as. A `PasswordSession` is one; so is the session object of an OAuth client.
 */
export interface SessionLike {
  readonly did: string
  /** Sends a request to the account's server, with its credentials. */
  fetchHandler(pathname: string, init?: RequestInit): Promise<Response>
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

/** The description of a query that comes in pages. */
export type PagedEndpoint<P, O, Item> = Endpoint & {
  readonly paginated: string
  readonly '~call'?: (params: P, options?: CallOptions) => O
  readonly '~item'?: Item
}

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

  /** Walks over the pages of a query. */
  paginate<P, O, Item>(
    endpoint: PagedEndpoint<P, O, Item>,
    params: P,
    options?: PageOptions,
  ): Pages<O, Item> {
    return paginateEndpoint(
      (cursor) => this.call(endpoint, { ...params, ...cursor }, options),
      endpoint,
      options,
      (params as { cursor?: string } | undefined)?.cursor,
    )
  }
}

/**
 * Walks over the pages of a query, given a way to fetch the one at a cursor. A cursor that is missing, empty or one that
 * was asked for before is the end.
 *
 * @param start the cursor of the first page, where the walk does not begin with the first of all
 */
export function paginateEndpoint<O, Item>(
  fetchPage: (cursor: { cursor: string } | undefined) => Promise<O>,
  endpoint: { readonly paginated: string },
  options?: PageOptions,
  start?: string,
): Pages<O, Item> {
  type Answer = Record<string, unknown>
  return makePages<O, Item, string>(
    (cursor) => fetchPage(cursor === undefined ? undefined : { cursor }),
    (page) => (page as Answer)[endpoint.paginated] as Item[],
    (page) => {
      const cursor = (page as Answer)['cursor'] as string | null | undefined
      return cursor && cursor !== start ? cursor : undefined
    },
    options,
  )
}
