import type {
  ApiResponse,
  FetchHandler,
  RetryOptions,
  Stream,
  UnsupportedVersionError,
  ValidationError,
} from '@typefed/core'
import {
  bindRoutes,
  type CallableEndpoint,
  type CallArgs,
  type Endpoint,
  lazyStream,
  type RawArgs,
  rawEndpoint,
  validationError,
} from '@typefed/core/internal'
import { logObserver, type LogOptions, retryingHandler } from '@typefed/core/lazy'
import type { OutputFor, StreamEndpoint } from '@typefed/core/rest'
import type { UploadMediaBody } from './generated/operations/media.ts'
import type { MediaAttachment } from './generated/schemas/MediaAttachment.ts'
import { tree, type Tree } from './generated/tree.ts'
import { uploadMedia, type UploadOptions } from './media/upload.ts'
import { RestClient, type RestClientOptions } from './rest-client.ts'
import type { StreamingOptions, StreamingSettings } from './streaming/options.ts'
import type { ServerInfo } from './version/server.ts'
import type { AnyVersion, Floor } from './version/since.ts'
import { VersionGate, type VersionGateOptions } from './version/version-gate.ts'

export interface MastodonClientOptions<V extends Floor = AnyVersion>
  extends
    Omit<RestClientOptions<V>, 'gate' | 'observe' | 'onWarning'>,
    Omit<VersionGateOptions<V>, 'onWarning'>,
    LogOptions {
  /** Sends one attempt of a request. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** Retries; `false` for none. */
  retry?: RetryOptions | false
  /** Options of streams. */
  streaming?: StreamingOptions
  /**
   * Receives the error of a response that does not fit, if `validate` is `warn`, of a call that the server is too old
   * for, if `gating` is `warn`, and the reason why a walk ends early or may leave items out. Default: `console.warn`.
   */
  onWarning?: (error: ValidationError | UnsupportedVersionError) => void
}

/** Every operation by its path: `client.api.v1.statuses('1').favourite.post()`. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see the class
export interface MastodonClient<V extends Floor = AnyVersion> extends Tree<V> {}

/**
 * A client for Mastodon and what speaks its language: every operation, retries, and types that follow the version.
 *
 * ```ts
 * const client = new MastodonClient({ url: 'https://mastodon.example', accessToken, minVersion: '4.3' })
 * await client.api.v1.statuses.post({ body: { status: 'Hello' } })
 * for await (const status of client.api.v1.timelines.home.get.paginate({ maxItems: 100 })) …
 * ```
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor assigns the bound tree
export class MastodonClient<V extends Floor = AnyVersion> extends RestClient<V> {
  readonly #options: MastodonClientOptions<V>
  readonly #gate: VersionGate<V>
  readonly #connections: object
  readonly #streams: Set<Stream<unknown>>

  /** Throws ValidationError for options that make no sense. */
  constructor(options: MastodonClientOptions<V>, from?: MastodonClient<V>) {
    const { fetch, retry } = options
    const gate = new VersionGate(options, from && from.#gate)
    super({
      ...options,
      gate,
      observe: logObserver(options),
      fetch: retryingHandler({ ...(fetch && { fetch }), ...(retry !== undefined && { retry }) }),
    })
    this.#options = options
    this.#gate = gate
    this.#connections = from ? from.#connections : {}
    this.#streams = from ? from.#streams : new Set()
    Object.assign(this, bindRoutes(tree, this))
  }

  /** The options of the client, its token included. */
  settings(): StreamingSettings<V> {
    return { ...this.#options, gate: this.#gate, connections: this.#connections }
  }

  /**
   * Listens to a stream by its description; the tree has a method for each.
   *
   * Taking the first event throws ValidationError for a tag or an id that cannot be one, and UnsupportedVersionError
   * where the server is known to be too old. Later it throws ResponseError if the server refuses, NetworkError when
   * the attempts of `reconnect` are used up.
   */
  listen<A extends unknown[], E>(stream: StreamEndpoint<A, E>, ...args: A): Stream<OutputFor<E, V>> {
    return lazyStream<OutputFor<E, V>>(async () => {
      const { listen } = await import('./streaming/listen.ts')
      return listen<V, A, E>(this, stream, ...args)
    }, this.#streams)
  }

  /** Ends the streams of this client and of its clones. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#streams, (stream) => stream.close()))
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Calls an endpoint that has no description: `client.request('GET', '/api/v1/pleroma/…', { params, output })`. A
   * body is sent as JSON, or as it is if it is a file. With a schema as `output` the response is checked and typed.
   *
   * Throws as `call` does.
   */
  request<T = unknown>(method: Endpoint['method'], path: string, args: RawArgs<T> = {}): Promise<T> {
    const endpoint: CallableEndpoint<(args: RawArgs<T>) => T> = rawEndpoint(method, path, args)
    return this.call(endpoint, args) as Promise<T>
  }

  /** @internal */
  override async send(
    endpoint: Endpoint,
    args: CallArgs = {},
    target?: string,
  ): Promise<ApiResponse<unknown>> {
    const [, tag = ''] = /\/tags?\/\{(name|hashtag)\}/.exec(endpoint.path) ?? []
    if (args.path?.[tag]?.startsWith?.('#'))
      throw validationError(`path ${endpoint.path}`, [tag], 'a tag without its #', 'one with it')
    try {
      return await super.send(endpoint, args, target)
    } catch (error) {
      // Without a network the hints may not load: the error goes without them.
      await import('./hints.ts').then(
        ({ hint }) => hint(error, args),
        () => {},
      )
      throw error
    }
  }

  /**
   * Asks the server once for its software and version. Throws as a call does if it cannot be asked; a server that does
   * not say is described as unknown.
   */
  server(): Promise<ServerInfo> {
    return this.#gate.server(this)
  }

  /**
   * Makes a client with other settings, or the token of another account, that shares this one's knowledge of the
   * server: `client.with({ accessToken })`. Headers are added to those of this client.
   */
  with(options: Omit<MastodonClientOptions<V>, 'url' | 'minVersion' | 'version'>): MastodonClient<V> {
    const headers = { ...this.#options.headers, ...options.headers }
    const { accessToken, session, ...shared } = this.#options
    const isOther = options.accessToken !== undefined || options.session !== undefined
    const own = isOther ? {} : { accessToken, session }
    return new MastodonClient({ ...shared, ...own, ...options, headers }, this)
  }

  /**
   * Uploads a file and waits until the server has processed it, so that a post can have it.
   *
   * Throws as a call does; TimeoutError if it is not processed in time; ResponseError (422) if it cannot be processed.
   */
  uploadMedia(body: UploadMediaBody, options?: UploadOptions): Promise<MediaAttachment<V>> {
    return uploadMedia(this, body, options)
  }
}
