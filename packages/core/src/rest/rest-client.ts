import { bindMembers } from '../base/bind-members.ts'
import { notify } from '../base/notify.ts'
import type { CallableEndpoint, Endpoint, OutputFor } from '../client/endpoint.ts'
import { bearer, readServerUrl } from '../client/headers.ts'
import type { ApiResponse, ClientSettings } from '../client/options.ts'
import { type CallArgs, prepare } from '../client/prepare.ts'
import { targetOf } from '../client/target.ts'
import { type ClientContext, send } from '../client/send.ts'
import { LoginRequiredError } from '../errors/login-required-error.ts'
import { type ValidationError, validationError } from '../errors/validation-error.ts'
import { type FetchHandler, globalFetch } from '../transport/fetch-handler.ts'

/** Decides on calls before they are sent. */
export interface Gate<V = unknown> {
  /** The floor of the types of responses. It is a type only. */
  readonly '~floor'?: () => V

  /** Rejects for a call that must not be sent; returns nothing if there is nothing to wait for. */
  checkVersion(
    endpoint: Endpoint,
    client: Pick<RestClient<unknown>, 'send'>,
    signal?: AbortSignal,
  ): Promise<void> | undefined
}

/** The session of an account that renews its token. */
export interface TokenSession {
  /** The token as it is now. */
  readonly accessToken: string
  /** All its tokens, those of before included, which no error may repeat. */
  readonly secrets: ReadonlySet<string>
  /** A handler that sends the account's requests with the token of the moment, and others as they are. */
  fetchHandler(send: FetchHandler): FetchHandler
  /** Renews a token that is about to expire. */
  renewAhead(signal?: AbortSignal): Promise<void>
  /** Renews the token now. Rejects if the server does not. */
  refresh(): Promise<void>
}

export interface RestClientOptions<V = unknown> extends ClientSettings, Pick<ClientContext, 'observe'> {
  /** The server, with the path that its paths begin with, if any: `https://api.example/v2`. */
  url: string
  /** The token that calls are made with. Default: none. */
  accessToken?: string | undefined
  /** The session that calls are made with, instead of a token. */
  session?: TokenSession | undefined
  /** Knows the server's version. Default: every call is sent. */
  gate?: Gate<V>
  /** Sends a request. Default: the global `fetch`, without retries. */
  fetch?: FetchHandler
}

/**
 * A client that calls operations by their description and holds no tree of them: a bundle has what it names.
 *
 * ```ts
 * import { RestClient } from '@typefed/core/rest-client'
 * import { listBookmarks } from './api/operations.js' // written by `typefed generate`
 *
 * const client = new RestClient({ url: 'https://bookmarks.example', accessToken })
 * const bookmarks = await client.call(listBookmarks, { params: { limit: 40 } })
 * ```
 */
export class RestClient<V = unknown> {
  /** The server: `https://api.example`. */
  readonly origin: string
  /** The beginning of all paths: `/v2`; empty if there is none. */
  readonly basePath: string
  /** The floor of the types of responses. It is a type only. */
  declare readonly '~floor'?: () => V
  readonly #options: RestClientOptions<V>
  readonly #context: ClientContext

  /** Throws ValidationError for an address or a token that cannot be one. */
  constructor(options: RestClientOptions<V>) {
    const { url, accessToken, session, gate, fetch: plainHandler = globalFetch, observe } = options
    if (accessToken !== undefined) bearer(accessToken)
    if (accessToken !== undefined && session)
      throw validationError('options', ['session'], 'a session or an accessToken', 'both')
    const fetchHandler = session ? session.fetchHandler(plainHandler) : plainHandler
    const { origin, pathname } = readServerUrl('url', url)
    this.origin = origin
    this.basePath = pathname.replace(/\/$/, '')
    this.#options = options
    this.#context = {
      send: fetchHandler,
      sendElsewhere: fetchHandler,
      observe,
      admit: gate && (({ endpoint, init }) => gate.checkVersion(endpoint, this, init.signal ?? undefined)),
    }
    bindMembers(this)
  }

  /**
   * Calls an operation: `{ path, params, body }`, and options.
   *
   * Throws ValidationError for arguments that the description does not allow, LoginRequiredError for an operation of
   * an account without a token, UnsupportedVersionError if the gate does not let it through, all before anything is
   * sent; ResponseError if the server refuses, NetworkError or TimeoutError if no response comes, ValidationError for
   * a response that does not fit.
   */
  async call<A extends unknown[], O>(
    endpoint: CallableEndpoint<(...args: A) => O>,
    ...args: A
  ): Promise<OutputFor<O, V>> {
    return (await this.withResponse(endpoint, ...args)).data
  }

  /** Calls an operation, and returns status and headers too. Throws as `call` does. */
  withResponse<A extends unknown[], O>(
    endpoint: CallableEndpoint<(...args: A) => O>,
    ...[args]: A
  ): Promise<ApiResponse<OutputFor<O, V>>> {
    return this.send(endpoint, args as CallArgs) as Promise<ApiResponse<OutputFor<O, V>>>
  }

  /**
   * Reports to `onWarning` why a walk is short, or throws it where checking is strict.
   *
   * @internal
   * @param isInvalid the server's response is at fault
   */
  report(error: ValidationError, args: CallArgs, isInvalid?: boolean): void {
    const { strictness, onWarning = console.warn }: ClientSettings = { ...this.#options, ...args }
    if (isInvalid && strictness === 'strict') throw error
    notify(onWarning, error)
  }

  /** Whether the token goes with the calls of an operation. */
  protected takesToken({ token }: Endpoint): boolean {
    return token !== undefined
  }

  /**
   * Calls an endpoint by its data. Throws as `call` does.
   *
   * @internal
   * @param target path and query to ask instead of the endpoint's own: where a link of a response leads
   */
  async send(endpoint: Endpoint, args: CallArgs = {}, target?: string): Promise<ApiResponse<unknown>> {
    const { session } = this.#options
    const accessToken = session ? session.accessToken : this.#options.accessToken
    if (endpoint.token === 'user' && accessToken === undefined && !hasCredentials(args, this.#options)) {
      throw new LoginRequiredError(endpoint.name, 'give the client an accessToken')
    }
    const url = this.origin + (target ?? this.basePath + targetOf(endpoint, args))
    const token = accessToken !== undefined && this.takesToken(endpoint) ? bearer(accessToken) : undefined
    return send(this.#context, prepare(endpoint, args, this.#options, url, token))
  }
}

/** Whether the headers of a call or a client bring credentials of their own. */
function hasCredentials(...options: readonly { readonly headers?: Record<string, string> }[]): boolean {
  return options.some(({ headers = {} }) =>
    Object.keys(headers).some((name) => /^authorization$/i.test(name)),
  )
}
