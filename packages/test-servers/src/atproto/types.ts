import type { FaultyFront } from '../faults/index.ts'
import type { Account, NewAccount } from './accounts.ts'
import type { Mail } from './mailbox.ts'

/** Options of {@link startAtprotoNetwork}. */
export interface AtprotoNetworkOptions {
  /** Also run PostgreSQL and an AppView, so that `app.bsky.*` reads are answered. Default: false. */
  appView?: boolean
  /**
   * Lifetime of access tokens in milliseconds, rounded down to whole seconds; 0 makes tokens that have expired
   * when they arrive. Default: the PDS's own two hours.
   */
  accessTokenLifetime?: number
  /** Have the PDS limit its callers and send `ratelimit-*` headers. Default: false. */
  rateLimits?: boolean
  /**
   * Put a {@link FaultyFront} before the PDS, and have DID documents and sessions name it as the PDS, so that
   * clients come through it however they find their PDS. Default: false.
   */
  front?: boolean
  /** The address that they name otherwise, for a proxy of one's own. Default: the PDS's own address. */
  pdsPublicUrl?: string
  /** Let the servers log to stdout. Default: only when `DEBUG` names `typefed`. */
  logs?: boolean
  /** Told of every step of the boot, in words for a terminal. */
  onProgress?: (step: string) => void
}

/** A server of the network. */
export interface AtprotoService {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  readonly did: string
}

/** A running AT Protocol network on loopback. */
export interface AtprotoNetwork extends AsyncDisposable {
  readonly pds: AtprotoService
  readonly plc: { readonly url: string }
  /** Present when the network was started with `appView`. */
  readonly appView?: AtprotoService
  /** Present when the network was started with `front`; stopped with it. What the network does itself goes past it. */
  readonly front?: FaultyFront
  /** Of the PDS's `admin` user, for `Basic` authorization. */
  readonly adminPassword: string
  /** The accounts made through {@link createAccount}, oldest first. */
  readonly accounts: readonly Account[]

  /** Creates an account on the PDS. @throws XrpcCallError when the PDS refuses it */
  createAccount(account?: NewAccount): Promise<Account>
  /**
   * Resolves when the AppView has indexed all that was written so far.
   *
   * @throws Error after 30 seconds
   */
  processAll(): Promise<void>
  /** Takes an account down: its sessions end, its content disappears from the AppView. */
  takedown(did: string): Promise<void>
  /** Lifts a takedown. */
  untakedown(did: string): Promise<void>
  /**
   * Sets the lifetime of access tokens handed out from now on.
   *
   * @param ms milliseconds, rounded down to whole seconds; 0: expired on arrival; undefined: the PDS's own two
   *   hours again
   * @param did only for this account, which a network that others use at the same time asks for
   */
  setAccessTokenLifetime(ms: number | undefined, did?: string): Promise<void>
  /** Stops the PDS, cutting all its connections, and starts it again on the same port and data. */
  restartPds(): Promise<void>
  /** What the PDS has mailed so far, oldest first. */
  mails(): Promise<readonly Mail[]>
  /** Stops everything and removes its files. Can be called more than once. */
  close(): Promise<void>
}
