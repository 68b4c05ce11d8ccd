import type { ArgsOf, Endpoint, EndpointParts, ResultOf } from '../client/endpoint.ts'
import type { ApiResponse, CallOptions, PageOptions } from '../client/options.ts'
import type { Pages } from '../client/pages.ts'
import type { Stream } from '../socket/stream.ts'
import type { SubscriptionOptions } from './subscription.ts'

/** An endpoint without parameters. */
export interface NoParams {}

/** Options of a procedure that has parameters besides its input. */
export interface ParamOptions<P> extends CallOptions {
  /** The parameters, which go into the query string. */
  params: P
}

/** A query of a client that comes in pages; `F` takes its parameters. */
export interface PagedQueryMethod<F, Item> extends Endpoint {
  (...args: [...ArgsOf<F>, options?: CallOptions]): Promise<ResultOf<F>>
  readonly pages: 'cursor'
  /** Calls it, and returns status and headers too. */
  withResponse(...args: [...ArgsOf<F>, options?: CallOptions]): Promise<ApiResponse<ResultOf<F>>>
  /** Checks a response without any request. Throws ValidationError. */
  parse(data: unknown): ResultOf<F>
  /** Walks over all items, or over all pages with `.pages()`. */
  paginate(...args: [...ArgsOf<F>, options?: PageOptions]): Pages<ResultOf<F>, Item>
}

/** A stream of messages; `F` takes its parameters. */
export interface Subscription<F> extends Endpoint {
  readonly '~listen'?: F
}

/** A stream of messages of a client. */
export interface SubscriptionMethod<F> extends Endpoint {
  (...args: [...ArgsOf<F>, options?: SubscriptionOptions]): Stream<ResultOf<F>>
  /** Checks one message. Throws ValidationError. */
  parse(data: unknown): ResultOf<F>
}

/** Describes a read. */
export function query(name: string, parts: EndpointParts = {}): Endpoint {
  return { name, method: 'GET', path: `/xrpc/${name}`, ...parts }
}

/** Describes a read that comes in pages. */
export function pagedQuery(name: string, parts: EndpointParts): Endpoint & { readonly pages: 'cursor' } {
  return { ...query(name, parts), pages: 'cursor' }
}

/** Describes a write. */
export function procedure(name: string, parts: EndpointParts = {}): Endpoint {
  return { ...query(name, parts), method: 'POST' }
}

/** Describes a stream of messages. */
export function subscription(name: string, parts: EndpointParts): Endpoint {
  return query(name, parts)
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
