import type {
  CallOptions,
  CallSettings,
  FetchHandler,
  ItemStorage,
  PageOptions,
  Pages,
  Store,
} from '@typefed/core'
import {
  lazyStream,
  LoginRequiredError,
  misfit,
  type RetryOptions,
  storeOf,
  type Stream,
} from '@typefed/core'
import { retryingHandler } from '@typefed/core/retrying'
import type { Endpoint, SubscriptionOptions, TreeOf } from '@typefed/core/lexicon'
import { tree, type Tree, type TreeData } from './generated/tree.ts'
import type { IdentityOptions } from './identity/resolve.ts'
import { Account, type LoginOptions, type Me } from './session/account.ts'
import { PasswordSession } from './session/password-session.ts'
import type { Lock } from './session/renewal.ts'
import type { SessionHandler } from './session/session-events.ts'
import type { Session } from './session/session.ts'
import type { CollectionPattern } from './streaming/firehose/collections.ts'
import type { FirehoseEvent } from './streaming/firehose/events.ts'
import type { StreamSource } from './streaming/firehose/firehose.ts'
import type { FirehoseOptions } from './streaming/firehose/options.ts'
import { bindVerbs } from './verbs/bind-verbs.ts'
import type { Verbs } from './verbs/verbs.ts'
import { bindTree, type TreeClient } from './xrpc/bind-tree.ts'
import { joinTrees } from './xrpc/join-trees.ts'
import { paginate, type PagedEndpoint } from './xrpc/paginate.ts'
import { CHAT_SERVICE, type LabelerOptions, labelersHeader, proxyHeader } from './xrpc/service-headers.ts'
import { type CallableEndpoint, type SessionLike, XrpcClient } from './xrpc/xrpc-client.ts'

export interface AtprotoClientOptions extends CallSettings {
  /**
   * The server for logins and for calls without a session. Default: `https://bsky.social`, and for logins with a handle or
   * DID of elsewhere the account's own server, which is looked up.
   */
  service?: string
  /** A session that something else keeps: that of an OAuth client. */
  session?: SessionLike
  /** Sends one attempt of a request. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** When to try again. */
  retry?: RetryOptions
  /** Where handles and DIDs are looked up. */
  identity?: Omit<IdentityOptions, 'signal'>
  /** Is told of every change of the session, and awaited: the place to save it. */
  onSession?: SessionHandler
  /** Is told what a session handler or the store threw. Neither call nor session is lost by it. Default: `console.error`. */
  onHandlerError?: (error: unknown) => void
  /**
   * Keeps sessions by their DID, for `restore`. `fileStore('sessions')` of `./node`, the `localStorage` of a browser, a
   * driver of `unstorage`. It holds tokens: keep it as you keep a password.
   */
  store?: Store | ItemStorage
  /**
   * Keeps other processes with the same store from renewing at the same time:
   * `(name, task) => navigator.locks.request(name, task)`. Default: none.
   */
  lock?: Lock
}

const DEFAULT_SERVICE = 'https://bsky.social'
const RELAY = 'https://bsky.network'

/** Every endpoint by its name: `client.app.bsky.feed.getTimeline({ limit: 10 })`, and the verbs: `client.sendPost('…')`. */
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
export class AtprotoClient {
  readonly #options: AtprotoClientOptions
  readonly #settings: CallSettings
  readonly #account: Account
  readonly #fetch: FetchHandler
  readonly #xrpc: XrpcClient
  readonly #tree: TreeData

  /** Throws ValidationError for a store that cannot be written, or a lock without a store. */
  constructor(options: AtprotoClientOptions = {}, from?: AtprotoClient, extension: TreeData = {}) {
    const { service, session, fetch, retry, identity, onSession, onHandlerError, store, lock, ...settings } =
      options
    if (lock && !store) throw misfit('options', ['store'], 'a store beside the lock', 'nothing')
    this.#options = options
    this.#settings = settings
    this.#fetch = from ? from.#fetch : retryingHandler({ ...(fetch && { fetch }), ...(retry && { retry }) })
    this.#account = from
      ? from.#account
      : new Account({
          service,
          defaultService: DEFAULT_SERVICE,
          fetch: this.#fetch,
          identity: identity ?? {},
          session,
          store: store && storeOf(store),
          lock,
          onSession,
          onHandlerError,
        })
    this.#xrpc = new XrpcClient({ ...settings, session: this.#sender(service ?? DEFAULT_SERVICE) })
    Object.assign(this, bindVerbs(this))
    const known = from ? from.#tree : tree
    this.#tree = joinTrees(known, extension, (name) => name in this)
    Object.assign(this, bindTree(this.#tree, this as TreeClient))
  }

  /**
   * The account that is logged in. Throws LoginRequiredError if none is. A session given as an option has only its DID, with
   * `handle.invalid`, until it is given to `login`.
   */
  get me(): Me {
    return this.#account.me
  }

  /** The DID of the account that is logged in, if one is. */
  get did(): string | undefined {
    return this.#account.session?.did
  }

  /**
   * Logs in, or goes on with a saved session, or with that of an OAuth client. Answers with the profile; a server without an
   * AppView does not make it fail.
   *
   * Throws AuthFactorRequiredError if the account asks for a code from an e-mail, UnauthorizedError for a wrong password,
   * RateLimitError after too many logins, ResponseError for a saved session that the server has ended, IdentityError if no server was given and none could be found, a TypeError for a
   * text that is no session; or as every call does.
   */
  login(options: LoginOptions): Promise<Me> {
    return this.#account.login(options)
  }

  /**
   * Goes on with the session that the store keeps for an account; `undefined` if it keeps none, or the server has ended it.
   *
   * ```ts
   * const client = new AtprotoClient({ store: fileStore('sessions') })
   * const me = (await client.restore(identifier)) ?? (await client.login({ identifier, password }))
   * ```
   *
   * Throws a TypeError if the client has no store, or it keeps something else under this name; IdentityError if a handle
   * leads nowhere.
   *
   * @param identifier the DID of the account, or its handle, which is looked up
   */
  restore(identifier: string, options: Pick<CallOptions, 'signal'> = {}): Promise<Me | undefined> {
    return this.#account.restore(identifier, options.signal)
  }

  /**
   * Ends the session on the server, here and in the store. Does nothing if there is none.
   *
   * Throws as a call does if the server cannot be asked: it is then ended here only.
   */
  logout(): Promise<void> {
    return this.#account.logout()
  }

  /**
   * The session, to be saved with `encode()` and given to `login` later. Throws LoginRequiredError if there is none, or an
   * OAuth client keeps it.
   */
  exportSession(): Session {
    const { session } = this.#account
    if (!(session instanceof PasswordSession)) throw new LoginRequiredError('exportSession()')
    return session.current
  }

  /** Adds a handler for changes of the session; returns what removes it. */
  onSession(handler: SessionHandler): () => void {
    return this.#account.handlers.add(handler)
  }

  /** A client with other settings that shares this one's session. */
  with(settings: CallSettings): this {
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
   * Throws ValidationError for a namespace that has the name of a member of the client, and for a lexicon that the client
   * has already in another form.
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
   * A client with the same session whose answers carry the labels of these labelers, instead of those of the service's own
   * choice.
   *
   * Throws ValidationError for what is no DID.
   *
   * @param dids the labelers' DIDs; none: no labels
   */
  withLabelers(dids: readonly string[], options?: LabelerOptions): this {
    return this.with({ headers: labelersHeader(dids, options) })
  }

  /** Calls an endpoint by its description. The methods of the tree do the same by name. */
  call<A extends unknown[], O>(endpoint: CallableEndpoint<A, O>, ...args: A): Promise<O> {
    return this.#xrpc.call(endpoint, ...args)
  }

  /** Walks over the pages of a query, by its description. */
  paginate<P, O, Item>(
    endpoint: PagedEndpoint<P, O, Item>,
    params: P,
    options?: PageOptions,
  ): Pages<O, Item> {
    return paginate(this, endpoint, params, options)
  }

  /** Follows a stream, by its description. */
  subscribe<M>(endpoint: Endpoint, params?: object, options?: SubscriptionOptions): Stream<M> {
    return lazyStream(async () => {
      const { subscribe } = await import('./streaming/subscribe.ts')
      const { settings } = this.streamSource
      return subscribe<M>(await this.#account.server(), endpoint, params, { ...settings, ...options })
    })
  }

  /**
   * What happens in all repositories: operations on records with their records, and what becomes of accounts. From the
   * relay of the Bluesky network, unless this client was made with a `service` of its own.
   */
  firehose<const Pattern extends CollectionPattern = '*'>(
    options?: FirehoseOptions<Pattern>,
  ): Stream<FirehoseEvent<Pattern>> {
    return lazyStream(async () => {
      const { firehose } = await import('./streaming/firehose/firehose.ts')
      return firehose(this, options)
    })
  }

  /** @internal What a firehose needs of a client. */
  get streamSource(): StreamSource['streamSource'] {
    // The headers are for the calls to the client's own server; no browser's WebSocket takes any.
    const { service } = this.#options
    const { headers: _, ...settings } = this.#settings
    return { service: service === DEFAULT_SERVICE ? RELAY : (service ?? RELAY), settings }
  }

  /** Looks the session up at each call, so that one login serves every clone. */
  #sender(service: string): SessionLike {
    const account = this.#account
    const fetchHandler = this.#fetch
    return {
      did: '',
      fetchHandler: (path, init = {}) =>
        account.session
          ? account.session.fetchHandler(path, init)
          : fetchHandler(new URL(path, service).href, init),
    }
  }
}
