import {
  type ApiResponse,
  type CallOptions,
  type ClientSettings,
  LoginRequiredError,
  type PageOptions,
  type Pages,
  type Stream,
} from '@typefed/core'
import {
  type CallableEndpoint,
  type Endpoint,
  globalFetch,
  lazyStream,
  orAbort,
  type PagedEndpoint,
  type RawArgs,
  rawEndpoint,
  readServerUrl,
  storeOf,
  validationError,
} from '@typefed/core/internal'
import { logObserver, type LogOptions, retryingHandler } from '@typefed/core/lazy'
import type { SubscriptionOptions, TreeData, TreeOf } from '@typefed/core/lexicon'
import { tree, type Tree } from './generated/tree.ts'
import type { AtprotoClientOptions } from './client-options.ts'
import { Account, type LoginOptions, type Me } from './session/account.ts'
import { PasswordSession, type SessionHandler } from './session/password-session.ts'
import type { Session } from './session/session.ts'
import { paginate } from './paginate.ts'
import type { CollectionPattern } from './streaming/firehose/collections.ts'
import type { FirehoseEvent } from './streaming/firehose/events.ts'
import type { StreamSource } from './streaming/firehose/firehose.ts'
import type { FirehoseOptions } from './streaming/firehose/options.ts'
import { bindVerbs } from './verbs/bind-verbs.ts'
import type { Verbs } from './verbs/verbs.ts'
import { bindTree, type TreeClient } from './tree/bind-tree.ts'
import { joinTrees } from './tree/join-trees.ts'
import {
  CHAT_SERVICE,
  type LabelerOptions,
  labelersHeader,
  proxyHeader,
  requireOwnServer,
} from './service-headers.ts'
import { XrpcClient } from './xrpc-client.ts'

const DEFAULT_SERVICE = 'https://bsky.social'
const RELAY = 'https://bsky.network'

/**
 * Every endpoint by its name: `client.app.bsky.feed.getTimeline({ limit: 10 })`, and the verbs:
 * `client.sendPost('…')`.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see the class
export interface AtprotoClient extends Tree, Verbs {}

/**
 * A client for every lexicon, with sessions.
 *
 * ```ts
 * const client = new AtprotoClient()
 * await client.login({ identifier: 'alice.example', password: '…' })
 * for await (const item of client.app.bsky.feed.getTimeline.paginate({}, { maxItems: 100 })) …
 * ```
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor assigns the bound tree
export class AtprotoClient extends XrpcClient {
  readonly #options: AtprotoClientOptions
  readonly #account: Account
  readonly #tree: TreeData
  readonly #streams: Set<Stream<unknown>>

  /**
   * Throws ValidationError for an address that cannot be one, a store that cannot be written, a lock without a store.
   */
  constructor(options: AtprotoClientOptions = {}, from?: AtprotoClient, extension: TreeData = {}) {
    const account = from ? from.#account : makeAccount(options)
    super({ ...options, session: account, observe: logObserver(options) })
    this.#options = options
    this.#account = account
    this.#streams = from ? from.#streams : new Set()
    Object.assign(this, bindVerbs(this))
    this.#tree = joinTrees(from ? from.#tree : tree, extension, (name) => name in this)
    Object.assign(this, bindTree(this.#tree, this as unknown as TreeClient))
  }

  /**
   * The account that is logged in. Throws LoginRequiredError if none is. A session given as an option has only its
   * DID, with `handle.invalid`, until it is given to `login`.
   */
  get me(): Me {
    return this.#account.me
  }

  /** The DID of the account that is logged in, if one is. */
  override get did(): string | undefined {
    // The constructor of the client without a tree has no account yet.
    return this.#account?.session?.did
  }

  /**
   * Logs in, or goes on with a saved session, or with that of an OAuth client. Returns the profile; a server without an
   * AppView does not make it fail.
   *
   * Throws AuthFactorRequiredError if the account asks for a code from an e-mail, UnauthorizedError for a wrong
   * password, RateLimitError after too many logins, ResponseError for a saved session that the server has ended,
   * IdentityError if no server was given and none could be found, a TypeError for a string that is no session; or as
   * every call does.
   */
  login(options: LoginOptions): Promise<Me> {
    return orAbort(this.#account.login(options), options.signal)
  }

  /**
   * Goes on with the session that the store keeps for an account; `undefined` if it keeps none, or the server has
   * ended it.
   *
   * ```ts
   * const client = new AtprotoClient({ store: fileStore('sessions') })
   * const me = (await client.restore(identifier)) ?? (await client.login({ identifier, password }))
   * ```
   *
   * Throws ValidationError if the client has no store, a TypeError if it keeps something else under this name;
   * IdentityError if a handle leads nowhere.
   *
   * @param identifier the DID of the account, or its handle, which is looked up
   */
  restore(identifier: string, options: Pick<CallOptions, 'signal'> = {}): Promise<Me | undefined> {
    return orAbort(this.#account.restore(identifier, options.signal), options.signal)
  }

  /**
   * Ends the session on the server, here and in the store. Does nothing if there is none.
   *
   * Throws as a call does if the server cannot be asked: it is then ended here only.
   */
  logout({ signal }: Pick<CallOptions, 'signal'> = {}): Promise<void> {
    return orAbort(this.#account.logout(), signal)
  }

  /**
   * The session, to be saved with `encode()` and given to `login` later. Throws LoginRequiredError if there is none,
   * or an OAuth client keeps it.
   */
  exportSession(): Session {
    const { session } = this.#account
    if (!(session instanceof PasswordSession)) throw new LoginRequiredError('exportSession()')
    return session.current
  }

  /** Adds a handler for changes of the session; returns the function that removes it. */
  onSession(handler: SessionHandler): () => void {
    return this.#account.handlers.add(handler)
  }

  /**
   * Makes a client with other settings that shares this one's session: `client.with({ timeout: 5_000 })`. Headers are
   * added to those of this client.
   */
  with(settings: ClientSettings & LogOptions): this {
    const headers = { ...this.#options.headers, ...settings.headers }
    return new AtprotoClient({ ...this.#options, ...settings, headers }, this) as this
  }

  /**
   * A client with the same session that has the methods of further lexicons too. Its clones have them as well.
   *
   * ```ts
   * import { tree } from './lexicons/tree.js' // written by `typefed generate`
   *
   * const client = new AtprotoClient().extend(tree)
   * await client.com.example.note.create({ text: 'Hello' })
   * ```
   *
   * Throws ValidationError for a namespace that has the name of a member of the client, and for a lexicon that the
   * client has already in another form.
   *
   * @param extension the tree of the lexicons; it is left as it is
   */
  extend<T>(extension: TreeData & TreeOf<T>): this & T {
    return new AtprotoClient(this.#options, this, extension) as this & T
  }

  /**
   * A client with the same session whose calls the account's server passes on to another service.
   *
   * Throws ValidationError if it names no service.
   *
   * @param service a DID and the name of a service in its document: `did:web:api.bsky.chat#bsky_chat`
   */
  withProxy(service: string): this {
    return this.with({ headers: proxyHeader(service) })
  }

  /** A client with the same session for chats: `client.withChat().chat.bsky.convo.listConvos()`. */
  withChat(): this {
    return this.withProxy(CHAT_SERVICE)
  }

  /**
   * A client with the same session whose answers carry the labels of these labelers, instead of those of the service's
   * own choice.
   *
   * Throws ValidationError for what is no DID.
   *
   * @param dids the labelers' DIDs; none: no labels
   */
  withLabelers(dids: readonly string[], options?: LabelerOptions): this {
    return this.with({ headers: labelersHeader(dids, options) })
  }

  /** Calls an endpoint by its description, and returns status and headers too. Throws as `call` does. */
  override async withResponse<A extends unknown[], O>(
    endpoint: CallableEndpoint<(...args: A) => O>,
    ...args: A
  ): Promise<ApiResponse<O>> {
    try {
      return await super.withResponse(endpoint, ...args)
    } catch (error) {
      // Without a network the hints may not load: the error goes without them.
      await import('./hints.ts').then(
        ({ hint }) => hint(error, endpoint, args),
        () => {},
      )
      throw error
    }
  }

  /**
   * Calls an endpoint that has no lexicon, by its NSID: `client.request('GET', 'com.example.getThing', { params })`. A
   * body is sent as JSON, or as it is if it is a file. With a schema as `output` the response is checked and typed.
   *
   * Throws as `call` does.
   */
  request<T = unknown>(method: 'GET' | 'POST', nsid: string, args: RawArgs<T> = {}): Promise<T> {
    const { params, body, ...options } = args
    const path = nsid.startsWith('/') ? nsid : `/xrpc/${encodeURIComponent(nsid)}`
    const endpoint: CallableEndpoint<(...args: unknown[]) => T> = rawEndpoint(method, path, args)
    return this.call(endpoint, method === 'GET' ? params : body, { ...options, params })
  }

  /** Walks over the pages of a query, by its description. */
  paginate<P, O, Item>(
    endpoint: PagedEndpoint<(params: P, options?: CallOptions) => O, Item>,
    params: P,
    options?: PageOptions,
  ): Pages<O, Item> {
    return paginate(this, endpoint, params, options)
  }

  /**
   * Follows a stream, by its description, at the account's own server.
   *
   * Throws ValidationError on a client of `withProxy` or `withChat`: a server passes no stream on, so another
   * service's is to be had at its own URL, from a client made with that `service`.
   */
  subscribe<M>(endpoint: Endpoint, params?: object, options?: SubscriptionOptions): Stream<M> {
    requireOwnServer(endpoint.name, this.#options.headers)
    return lazyStream(async () => {
      const { openSubscription } = await import('./streaming/subscribe.ts')
      const { settings } = this.streamSource
      return openSubscription<M>(await this.#account.server(), endpoint, params, { ...settings, ...options })
    }, this.#streams)
  }

  /**
   * Follows all repositories: operations on records with their records, and changes of accounts. From the
   * relay of the Bluesky network, unless this client was made with a `service` of its own.
   */
  firehose<const Pattern extends CollectionPattern = CollectionPattern>(
    options?: FirehoseOptions<Pattern>,
  ): Stream<FirehoseEvent<Pattern>> {
    return lazyStream(async () => {
      const { openFirehose } = await import('./streaming/firehose/firehose.ts')
      return openFirehose(this, options)
    }, this.#streams)
  }

  /** Ends the streams of this client and of its clones. The session stays as it is: see `logout`. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#streams, (stream) => stream.close()))
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** @internal The part of the client that a firehose needs. */
  get streamSource(): StreamSource['streamSource'] {
    const { service, validate, strictness, badItems, onWarning } = this.#options
    // The headers are for the calls to the client's own server; no browser's WebSocket takes any.
    const settings: ClientSettings = {
      ...(validate && { validate }),
      ...(strictness && { strictness }),
      ...(badItems && { badItems }),
      ...(onWarning && { onWarning }),
    }
    return { service: service === DEFAULT_SERVICE ? RELAY : (service ?? RELAY), settings }
  }
}

function makeAccount(options: AtprotoClientOptions): Account {
  const { service, session, fetch: fetchHandler = globalFetch, retry = {} } = options
  const { identity = {}, onSession, onHandlerError, store, lock, ...settings } = options
  if (service !== undefined) readServerUrl('service', service)
  if (lock && !store) throw validationError('options', ['store'], 'a store beside the lock', 'nothing')
  return new Account({
    service,
    defaultService: DEFAULT_SERVICE,
    fetch: fetchHandler,
    retrying: (attempt) => retryingHandler({ fetch: attempt, retry }),
    settings: { ...settings, observe: logObserver(options) } as ClientSettings,
    identity,
    session,
    store: store && storeOf(store),
    lock,
    onSession,
    onHandlerError,
  })
}
