import type { CallSettings, FetchHandler, PageOptions, Pages } from '@typefed/core'
import { lazyStream, LoginRequiredError, type RetryOptions, type Stream } from '@typefed/core'
import { retryingHandler } from '@typefed/core/retrying'
import type { Endpoint, SubscriptionOptions } from '@typefed/core/lexicon'
import type { ProfileViewDetailed } from './generated/lexicons/app.bsky.actor.defs.ts'
import { getProfile } from './generated/lexicons/app.bsky.actor.getProfile.ts'
import { tree, type Tree } from './generated/tree.ts'
import { type Credentials, PasswordSession, type SessionHandler } from './session/password-session.ts'
import type { Session, SessionData } from './session/session.ts'
import type { CollectionPattern } from './streaming/firehose/collections.ts'
import type { FirehoseEvent } from './streaming/firehose/events.ts'
import type { StreamSource } from './streaming/firehose/firehose.ts'
import type { FirehoseOptions } from './streaming/firehose/options.ts'
import { bindVerbs } from './verbs/bind-verbs.ts'
import type { Verbs } from './verbs/verbs.ts'
import { bindTree, type TreeClient } from './xrpc/bind-tree.ts'
import {
  type CallableEndpoint,
  type PagedEndpoint,
  type SessionLike,
  XrpcClient,
} from './xrpc/xrpc-client.ts'

export interface AtprotoClientOptions extends CallSettings {
  /** The server for calls without a session, and for `login` if it names none. Default: `https://bsky.social`. */
  service?: string
  /** A session that something else keeps: that of an OAuth client. */
  session?: SessionLike
  /** Sends one attempt of a request. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** When to try again. */
  retry?: RetryOptions
  /** Is told of every change of the session, and awaited: the place to save it. */
  onSession?: SessionHandler
}

/** Credentials, or a session that was saved: as text, as data, or as it was. */
export type LoginOptions = (Credentials & { service?: string }) | { session: string | SessionData }

/** The account that is logged in. Without an AppView only its names are known. */
export type Me = Pick<ProfileViewDetailed, 'did' | 'handle'> & Partial<ProfileViewDetailed>

/** What clones of a client share. */
interface Shared {
  session: SessionLike | undefined
  me: Me | undefined
  readonly onSession: Set<SessionHandler>
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
  readonly #shared: Shared
  readonly #fetch: FetchHandler
  readonly #xrpc: XrpcClient

  constructor(options: AtprotoClientOptions = {}, from?: AtprotoClient) {
    const { service = DEFAULT_SERVICE, session, fetch, retry, onSession, ...settings } = options
    this.#options = { ...options, service }
    this.#shared = from
      ? from.#shared
      : { session, me: undefined, onSession: new Set(onSession && [onSession]) }
    this.#fetch = from ? from.#fetch : retryingHandler({ ...(fetch && { fetch }), ...(retry && { retry }) })
    this.#xrpc = new XrpcClient({ ...settings, session: this.#sender(service) })
    Object.assign(this, bindTree(tree, this as TreeClient), bindVerbs(this))
  }

  /** The account that is logged in. Throws LoginRequiredError if none is. */
  get me(): Me {
    if (!this.#shared.me) throw new LoginRequiredError('client.me')
    return this.#shared.me
  }

  /** The DID of the account that is logged in, if one is. */
  get did(): string | undefined {
    return this.#shared.session?.did
  }

  /**
   * Logs in, or goes on with a saved session. Answers with the profile; a server without an AppView does not make it
   * fail.
   */
  async login(options: LoginOptions): Promise<Me> {
    const sessionOptions = {
      fetch: this.#fetch,
      onSession: async (...event: Parameters<SessionHandler>) => {
        for (const handler of this.#shared.onSession) await handler(...event)
      },
    }
    const service = this.#options.service ?? DEFAULT_SERVICE
    const session =
      'session' in options
        ? await PasswordSession.resume(options.session, sessionOptions)
        : await PasswordSession.login({ service, ...options }, sessionOptions)
    this.#shared.session = session
    const { did, handle } = session
    this.#shared.me = await this.call(getProfile, { actor: did }).catch(() => ({ did, handle }))
    return this.#shared.me
  }

  /** Ends the session on the server. Does nothing if there is none. */
  async logout(): Promise<void> {
    const { session } = this.#shared
    if (session instanceof PasswordSession) await session.logout()
    this.#shared.session = undefined
    this.#shared.me = undefined
  }

  /** The session, to be saved with `encode()` and given to `login` later. Throws LoginRequiredError if there is none. */
  exportSession(): Session {
    const { session } = this.#shared
    if (!(session instanceof PasswordSession)) throw new LoginRequiredError('exportSession()')
    return session.current
  }

  /** Adds a handler for changes of the session; returns what removes it. */
  onSession(handler: SessionHandler): () => void {
    this.#shared.onSession.add(handler)
    return () => void this.#shared.onSession.delete(handler)
  }

  /** A client with other settings that shares this one's session. */
  with(settings: CallSettings): AtprotoClient {
    const headers = { ...this.#options.headers, ...settings.headers }
    return new AtprotoClient({ ...this.#options, ...settings, headers }, this)
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
    return this.#xrpc.paginate(endpoint, params, options)
  }

  /** Follows a stream, by its description. */
  subscribe<M>(endpoint: Endpoint, params?: object, options?: SubscriptionOptions): Stream<M> {
    return lazyStream(async () => {
      const { subscribe } = await import('./streaming/subscribe.ts')
      const { settings } = this.streamSource
      return subscribe<M>(this.#streamService(), endpoint, params, { ...settings, ...options })
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
    const { service, headers: _, ...settings } = this.#options
    return { service: service === DEFAULT_SERVICE ? RELAY : (service ?? RELAY), settings }
  }

  /** Looks the session up at each call, so that one login serves every clone. */
  #sender(service: string): SessionLike {
    const shared = this.#shared
    const fetchHandler = this.#fetch
    return {
      did: '',
      fetchHandler: (path, init = {}) =>
        shared.session
          ? shared.session.fetchHandler(path, init)
          : fetchHandler(new URL(path, service).href, init),
    }
  }

  #streamService(): string {
    const { session } = this.#shared
    return session instanceof PasswordSession
      ? session.current.pdsEndpoint
      : (this.#options.service ?? DEFAULT_SERVICE)
  }
}
