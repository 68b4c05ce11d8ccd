import { AtprotoClient, type AtprotoClientOptions } from '@typefed/atproto-client'
import type { CallFacts, CallOptions, ResponseError } from '@typefed/core'
import { MastodonClient, type MastodonClientOptions } from '@typefed/mastodon-client'

type Shared = Omit<AtprotoClientOptions, 'service' | 'session' | 'store' | 'lock' | 'identity'>

/** Options that mean the same in both clients. */
export interface CommonOptions extends Omit<Shared, 'onSession' | 'onHandlerError' | 'onWarning'> {
  onWarning?: (error: Error) => void
}

/** A request that no description is needed for. */
export interface RawOptions extends CallOptions {
  params?: Record<string, unknown>
  body?: unknown
}

export function newAtproto(options: AtprotoClientOptions): AtprotoClient {
  return new AtprotoClient(options)
}

export function newMastodon(options: MastodonClientOptions): MastodonClient {
  return new MastodonClient(options)
}

/** Fields that some errors have beside their message. */
export type ErrorFields = Partial<CallFacts> &
  Partial<Pick<ResponseError, 'status' | 'url' | 'requestId' | 'body' | 'headers' | 'description'>>
