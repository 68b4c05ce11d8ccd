import {
  type FetchHandler,
  type RetryOptions,
  type UnsupportedVersionError,
  type ValidationError,
} from '@typefed/core'
import type { EventStream, OutputFor, Stream } from '@typefed/core/rest'
import { bindTree } from '@typefed/core/rest-client'
import { retryingHandler } from '@typefed/core/retrying'
import type { UploadMediaBody } from './generated/operations/media.ts'
import type { MediaAttachment } from './generated/schemas/MediaAttachment.ts'
import { tree, type Tree } from './generated/tree.ts'
import { uploadMedia, type UploadOptions } from './media/upload.ts'
import { RestClient, type RestClientOptions } from './rest/rest-client.ts'
import { deferredStream } from './streaming/deferred-stream.ts'
import type { StreamingSettings } from './streaming/host.ts'
import type { StreamingOptions } from './streaming/options.ts'
import type { ServerInfo } from './version/server.ts'
import type { AnyVersion, Floor } from './version/since.ts'
import { VersionGate, type VersionGateOptions } from './version/version-gate.ts'

export interface MastodonClientOptions<V extends Floor = AnyVersion>
  extends Omit<RestClientOptions<V>, 'gate' | 'onWarning'>, Omit<VersionGateOptions<V>, 'onWarning'> {
  /** Sends one attempt of a request. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** When to try again. */
  retry?: RetryOptions
  /** How streams are listened to. */
  streaming?: StreamingOptions
  /**
   * Is told of an answer that does not fit, if `validate` is `warn`, and of a call that the server is too old for, if
   * `gating` is `warn`. Default: `console.warn`.
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
  readonly #kin: object

  /** Throws ValidationError for options that make no sense. */
  constructor(options: MastodonClientOptions<V>, from?: MastodonClient<V>) {
    const { fetch, retry } = options
    const gate = new VersionGate(options, from && from.#gate)
    super({ ...options, gate, fetch: retryingHandler({ ...(fetch && { fetch }), ...(retry && { retry }) }) })
    this.#options = options
    this.#gate = gate
    this.#kin = from ? from.#kin : {}
    Object.assign(this, bindTree(tree, this))
  }

  /** What the client was made with, its token included. */
  settings(): StreamingSettings<V> {
    return { ...this.#options, gate: this.#gate, kin: this.#kin }
  }

  /**
   * Listens to a stream by its description; the tree has a method for each.
   *
   * Taking the first event throws ValidationError for a tag or an id that cannot be one, and UnsupportedVersionError where
   * the server is known to be too old. Later it throws ResponseError if the server refuses, NetworkError when the attempts
   * of `reconnect` are used up.
   */
  listen<A extends unknown[], E>(stream: Stream<A, E>, ...args: A): EventStream<OutputFor<E, V>> {
    return deferredStream(async () => {
      const { listen } = await import('./streaming/listen.ts')
      return listen<V, A, E>(this, stream, ...args)
    })
  }

  /**
   * What the server says that it is, and where it says so. It is asked once.
   *
   * Throws as a call does if it cannot be asked; a server that tells nothing is described as unknown.
   */
  server(): Promise<ServerInfo> {
    return this.#gate.server(this)
  }

  /**
   * A client with other settings, or the token of another account, that shares what this one knows of the server.
   */
  with(options: Omit<MastodonClientOptions<V>, 'url' | 'minVersion' | 'version'>): MastodonClient<V> {
    const headers = { ...this.#options.headers, ...options.headers }
    return new MastodonClient({ ...this.#options, ...options, headers }, this)
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
