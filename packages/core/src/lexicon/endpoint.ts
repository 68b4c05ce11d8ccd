import type { CallOptions } from '../calls/options.ts'
import type { Stream } from '../socket/stream.ts'
import type { Schema } from '../wire/index.ts'
import type { SubscriptionOptions } from './subscription.ts'

/** A body that is not JSON. */
export type BinaryBody =
  | Blob
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | ReadableStream<Uint8Array<ArrayBuffer>>

/** An endpoint without parameters. */
export interface NoParams {}

/** What every endpoint's description holds. It is data; calling it is the client's work. */
export interface Endpoint {
  readonly nsid: string
  readonly kind: 'query' | 'procedure' | 'subscription'
  readonly params?: Schema<unknown>
  /** A schema for JSON, or the MIME type of a binary body. */
  readonly input?: Schema<unknown> | string
  /** A schema for JSON, or the MIME type of a binary body. */
  readonly output?: Schema<unknown> | string
  readonly message?: Schema<unknown>
  /** The names of the errors that the description lists. */
  readonly errors?: readonly string[]
  /** The property of the answer that holds the items of a page. */
  readonly paginated?: string
}

/** A read whose parameters are required. */
export interface Query<P, O> extends Endpoint {
  readonly kind: 'query'
  readonly '~call'?: (params: P, options?: CallOptions) => O
}

/** A read that can do without parameters. */
export interface OptionalQuery<P, O> extends Endpoint {
  readonly kind: 'query'
  readonly '~call'?: (params?: P, options?: CallOptions) => O
}

/** A read that comes in pages. */
export interface PagedQuery<P, O, Item> extends Query<P, O> {
  readonly paginated: string
  readonly '~item'?: Item
}

/** A read that comes in pages and can do without parameters. */
export interface OptionalPagedQuery<P, O, Item> extends OptionalQuery<P, O> {
  readonly paginated: string
  readonly '~item'?: Item
}

/** A write. */
export interface Procedure<I, O> extends Endpoint {
  readonly kind: 'procedure'
  readonly '~call'?: (input: I, options?: CallOptions) => O
}

/** A write that can do without input. */
export interface OptionalProcedure<I, O> extends Endpoint {
  readonly kind: 'procedure'
  readonly '~call'?: (input?: I, options?: CallOptions) => O
}

/** A write that has parameters besides its input. */
export interface ParamProcedure<P, I, O> extends Endpoint {
  readonly kind: 'procedure'
  readonly '~call'?: (input: I, options: ParamOptions<P>) => O
}

/** A stream of messages whose parameters are required. */
export interface Subscription<P, M> extends Endpoint {
  readonly kind: 'subscription'
  readonly '~call'?: (params: P, options?: SubscriptionOptions) => Stream<M>
}

/** A stream of messages that can do without parameters. */
export interface OptionalSubscription<P, M> extends Endpoint {
  readonly kind: 'subscription'
  readonly '~call'?: (params?: P, options?: SubscriptionOptions) => Stream<M>
}

export interface ParamOptions<P> extends CallOptions {
  /** The parameters, which go into the query string. */
  params: P
}

/** A named set of permissions that an app asks for in OAuth. */
export interface PermissionSet {
  readonly kind: 'permission-set'
  readonly nsid: string
  readonly title?: string
  /** The title in other languages, by language tag. */
  readonly titles?: Readonly<Record<string, string>>
  readonly detail?: string
  /** The detail in other languages, by language tag. */
  readonly details?: Readonly<Record<string, string>>
  readonly permissions: readonly Permission[]
}

export interface Permission {
  readonly resource: string
  readonly [name: string]: unknown
}
