/**
 * Options and members that both clients are to have and whose types do not name them yet. Everything here goes when the
 * clients declare it themselves.
 */
import { AtprotoClient, type AtprotoClientOptions } from '@typefed/atproto-client'
import type { CallOptions, CallSettings, FetchHandler, RetryOptions } from '@typefed/core'
import { MastodonClient, type MastodonClientOptions } from '@typefed/mastodon-client'

/** An object that a client writes lines to, such as the console. */
export type Logger = Record<'debug' | 'info' | 'warn' | 'error', (...words: unknown[]) => void>

/** Options of a client that mean the same in both. */
export interface CommonOptions extends Omit<CallSettings, 'onWarning'> {
  fetch?: FetchHandler
  retry?: RetryOptions | false
  /** Bytes of a response's body that are read. */
  maxResponseBytes?: number
  /** Names of headers whose values are secrets. */
  secretHeaders?: readonly string[]
  onWarning?: (error: Error) => void
  logger?: Logger
  logLevel?: 'debug' | 'info' | 'warn' | 'error'
}

/** A request that no description is needed for. */
export interface RawOptions extends CallOptions {
  params?: Record<string, unknown>
  body?: unknown
}

/** Members of both clients. */
interface Upcoming extends AsyncDisposable {
  request(method: string, nsidOrPath: string, options?: RawOptions): Promise<unknown>
  close(): Promise<void>
}

export type Atproto = AtprotoClient & Upcoming
export type Mastodon = MastodonClient & Upcoming

export function newAtproto(options: Omit<AtprotoClientOptions, 'retry'> & CommonOptions): Atproto {
  return new AtprotoClient(options as AtprotoClientOptions) as Atproto
}

export function newMastodon(options: Omit<MastodonClientOptions, 'retry'> & CommonOptions): Mastodon {
  return new MastodonClient(options as MastodonClientOptions) as unknown as Mastodon
}

/** Fields that errors have beside those that their classes declare today. */
export interface ErrorFields {
  readonly status?: number
  readonly attempts?: number
  readonly mayHaveHappened?: boolean
  readonly url?: string
  readonly requestId?: string
  readonly body?: unknown
  readonly headers?: Headers
  readonly description?: string
}

/** A result with what the response says beside it. */
export interface WithResponse<T> {
  readonly data: T
  readonly status: number
  readonly headers: Headers
  readonly url: string
  readonly requestId: string | undefined
}

/** Calls a method of the tree for its result and its response. */
export function withResponse<A extends unknown[], T>(
  method: (...args: A) => Promise<T>,
  ...args: A
): Promise<WithResponse<T>> {
  const { withResponse } = method as { withResponse?: (...args: A) => Promise<WithResponse<T>> }
  if (!withResponse) throw new Error('The method has no withResponse')
  return withResponse(...args)
}
