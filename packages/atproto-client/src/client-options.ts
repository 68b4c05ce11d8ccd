import type { ClientSettings, FetchHandler, ItemStorage, RetryOptions, Store } from '@typefed/core'
import type { LogOptions } from '@typefed/core/lazy'
import type { IdentityOptions } from './identity/resolve.ts'
import type { SessionHandler } from './session/password-session.ts'
import type { Lock } from './session/renewal.ts'
import type { SessionData } from './session/session.ts'
import type { SessionLike } from './xrpc-client.ts'

/** Options of a client with the tree. */
export interface AtprotoClientOptions extends ClientSettings, LogOptions {
  /**
   * The server for logins and for calls without a session. Default: `https://bsky.social`, and for logins with a
   * handle or DID of elsewhere the account's own server, which is looked up.
   */
  service?: string
  /** A session to go on with: a saved one, or that of an OAuth client, which keeps it. */
  session?: string | SessionData | SessionLike
  /**
   * Sends one attempt of a request. Default: the global `fetch`. An OAuth client's session sends by itself: give it to
   * the OAuth client.
   */
  fetch?: FetchHandler
  /** Retries; `false` for none. */
  retry?: RetryOptions | false
  /** Where handles and DIDs are looked up. */
  identity?: Omit<IdentityOptions, 'signal'>
  /** Receives every change of the session, and is awaited: the place to save it. */
  onSession?: SessionHandler
  /**
   * Receives the error of a session handler or the store. Neither call nor session is lost by it. Default:
   * `console.error`.
   */
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
