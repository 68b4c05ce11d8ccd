import {
  type ApiResponse,
  type CallOptions,
  type ClientSettings,
  type FetchHandler,
  type FetchInit,
  isResponseError,
  LoginRequiredError,
} from '@typefed/core'
import {
  bindMembers,
  type CallableEndpoint,
  type CallArgs,
  type Endpoint,
  globalFetch,
  readServerUrl,
  targetOf,
} from '@typefed/core/internal'
import { type ClientContext, prepare, send } from '@typefed/core/pipeline'
import { toSessionError } from './session/session-error.ts'

/** The account that calls are made as. A `PasswordSession` is one; so is the session object of an OAuth client. */
export interface SessionLike {
  readonly did: string
  /** The account's server, where it is known. */
  readonly pdsEndpoint?: string
  /** Sends a request to the account's server, with its credentials. */
  fetchHandler(pathname: string, init: FetchInit): Promise<Response>
  /** Ends the session on its server. */
  signOut?(): Promise<void>
  /** Reads the token's facts; `aud` is the URL of the server that the session is for, where streams come from. */
  getTokenInfo?(refresh: boolean): Promise<{ aud: string }>
}

export interface XrpcClientOptions extends ClientSettings, Pick<ClientContext, 'observe'> {
  /** The server's URL, for calls without a session: `https://public.api.bsky.app`. */
  service?: string
  /** The account that calls are made as. */
  session?: SessionLike
  /**
   * Sends a request. Default: the global `fetch`, without retries. Beside a session it serves only calls without one.
   */
  fetch?: FetchHandler
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
  readonly #settings: ClientSettings
  readonly #context: ClientContext
  readonly #session: SessionLike | undefined
  readonly #base: string

  /** Throws ValidationError for an address that cannot be one, or is missing. */
  constructor(options: XrpcClientOptions) {
    const { service, session, fetch: fetchHandler = globalFetch, observe } = options
    this.#settings = options
    this.#session = session
    this.#base = session ? '' : readServerUrl('service', service ?? '').origin
    this.#context = {
      send: session
        ? (path, init) =>
            session.fetchHandler(path, init).catch((error: unknown) => {
              throw toSessionError(error)
            })
        : fetchHandler,
      sendElsewhere: fetchHandler,
      server: () => session?.pdsEndpoint,
      observe,
    }
    bindMembers(this)
  }

  /** The DID of the account that the calls are made as, if there is one. */
  get did(): string | undefined {
    return this.#session?.did
  }

  /**
   * Calls an endpoint: parameters for a query, input for a procedure, then options.
   *
   * Throws ValidationError for arguments that the lexicon does not allow, before anything is sent; ResponseError if the
   * server refuses, LoginRequiredError if it wants an account and there is none, NetworkError or TimeoutError if no
   * response comes, ValidationError for a response that does not fit.
   */
  async call<A extends unknown[], O>(endpoint: CallableEndpoint<(...args: A) => O>, ...args: A): Promise<O> {
    return (await this.withResponse(endpoint, ...args)).data
  }

  /** Calls an endpoint, and returns status and headers too. Throws as `call` does. */
  async withResponse<A extends unknown[], O>(
    endpoint: CallableEndpoint<(...args: A) => O>,
    ...args: A
  ): Promise<ApiResponse<O>> {
    const callArgs = toCallArgs(endpoint, args)
    const request = prepare(endpoint, callArgs, this.#settings, this.#base + targetOf(endpoint, callArgs))
    try {
      return (await send(this.#context, request)) as ApiResponse<O>
    } catch (error) {
      // Lexicons do not say which calls need an account.
      if (this.did || !isResponseError(error, 'AuthMissing')) throw error
      throw new LoginRequiredError(endpoint.name, undefined, { cause: error })
    }
  }
}

/** XRPC's arguments are the parameters or the input, and options with the parameters of a procedure. */
function toCallArgs({ method, body }: Endpoint, [argument, options]: unknown[]): CallArgs {
  if (method === 'GET') return { ...(options as CallOptions), params: argument as object | undefined }
  // A part that may be left out is still a body: servers refuse a procedure without the one that its lexicon has.
  return { ...(options as CallArgs), body: typeof body === 'object' ? (argument ?? {}) : argument }
}
