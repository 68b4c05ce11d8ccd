import type { CallOptions, PageOptions } from '../calls/options.ts'
import type { Pages } from '../pagination/pages.ts'
import type { Stream } from '../socket/stream.ts'
import type {
  OptionalPagedQuery,
  OptionalProcedure,
  OptionalQuery,
  OptionalSubscription,
  PagedQuery,
  ParamOptions,
  ParamProcedure,
  Procedure,
  Query,
  Subscription,
} from './endpoint.ts'
import type { SubscriptionOptions } from './subscription.ts'

/** Checks an answer without any request. Throws ValidationError. */
export type Parse<O> = (data: unknown) => O

export interface QueryMethod<P, O> extends Query<P, O> {
  (params: P, options?: CallOptions): Promise<O>
  readonly parse: Parse<O>
}

export interface OptionalQueryMethod<P, O> extends OptionalQuery<P, O> {
  (params?: P, options?: CallOptions): Promise<O>
  readonly parse: Parse<O>
}

export interface PagedQueryMethod<P, O, Item> extends PagedQuery<P, O, Item> {
  (params: P, options?: CallOptions): Promise<O>
  readonly parse: Parse<O>
  /** Walks over all items, or over all pages with `.pages()`. */
  paginate(params: P, options?: PageOptions): Pages<O, Item>
}

export interface OptionalPagedQueryMethod<P, O, Item> extends OptionalPagedQuery<P, O, Item> {
  (params?: P, options?: CallOptions): Promise<O>
  readonly parse: Parse<O>
  /** Walks over all items, or over all pages with `.pages()`. */
  paginate(params?: P, options?: PageOptions): Pages<O, Item>
}

export interface ProcedureMethod<I, O> extends Procedure<I, O> {
  (input: I, options?: CallOptions): Promise<O>
  readonly parse: Parse<O>
}

export interface OptionalProcedureMethod<I, O> extends OptionalProcedure<I, O> {
  (input?: I, options?: CallOptions): Promise<O>
  readonly parse: Parse<O>
}

export interface ParamProcedureMethod<P, I, O> extends ParamProcedure<P, I, O> {
  (input: I, options: ParamOptions<P>): Promise<O>
  readonly parse: Parse<O>
}

export interface SubscriptionMethod<P, M> extends Subscription<P, M> {
  (params: P, options?: SubscriptionOptions): Stream<M>
  /** Checks one message. Throws ValidationError. */
  readonly parse: Parse<M>
}

export interface OptionalSubscriptionMethod<P, M> extends OptionalSubscription<P, M> {
  (params?: P, options?: SubscriptionOptions): Stream<M>
  /** Checks one message. Throws ValidationError. */
  readonly parse: Parse<M>
}
