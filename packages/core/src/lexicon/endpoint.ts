import type { Endpoint } from '../client/endpoint.ts'
import type { Method } from '../client/methods.ts'
import type { CallOptions, PageOptions } from '../client/options.ts'
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

/** A query of a client that comes in pages: `A` are its parameters. */
export interface PagedQueryMethod<A extends unknown[], O, Item> extends Method<
  [...A, options?: CallOptions],
  O
> {
  readonly pages: 'cursor'
  /** Walks over all items, or over all pages with `.pages()`. */
  paginate(...args: [...A, options?: PageOptions]): Pages<O, Item>
}

/** A stream of messages. */
export interface Subscription<A extends unknown[], M> extends Endpoint {
  readonly '~listen'?: (...args: [...A, options?: SubscriptionOptions]) => Stream<M>
}

/** A stream of messages of a client. */
export interface SubscriptionMethod<A extends unknown[], M> extends Endpoint {
  (...args: [...A, options?: SubscriptionOptions]): Stream<M>
  /** Checks one message. Throws ValidationError. */
  parse(data: unknown): M
}

/** The parts of an endpoint that its kind and name do not tell. */
type Parts = Pick<Endpoint, 'params' | 'body' | 'output' | 'errors' | 'items' | 'message'>

/** Describes a read. With `items` it comes in pages. */
export function query<E extends Endpoint>(nsid: string, parts: Parts = {}): E {
  return xrpc(nsid, 'GET', parts)
}

/** Describes a write. */
export function procedure<E extends Endpoint>(nsid: string, parts: Parts = {}): E {
  return xrpc(nsid, 'POST', parts)
}

/** Describes a stream of messages. */
export function subscription<E extends Endpoint>(nsid: string, parts: Parts): E {
  return xrpc(nsid, 'GET', parts)
}

function xrpc<E extends Endpoint>(name: string, method: Endpoint['method'], parts: Parts): E {
  const endpoint: Endpoint = {
    name,
    method,
    path: `/xrpc/${name}`,
    ...parts,
    ...(parts.items && { pages: 'cursor' }),
  }
  return endpoint as E
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
