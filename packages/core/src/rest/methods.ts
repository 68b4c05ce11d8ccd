import type { Pages } from '../pagination/pages.ts'
import type { OperationData } from './operation.ts'

/** What a walk over pages takes besides the arguments of the call. */
export interface PageArgs {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
  /** `prev` walks back to what is newer. Default: `next`. */
  direction?: 'next' | 'prev'
}

/** An operation of a client, bound to its path. */
export interface Method<A, O> extends OperationData {
  (args: A): Promise<O>
  /** Checks an answer without any request. Throws ValidationError. */
  readonly parse: (data: unknown) => O
}

/** An operation of a client that can do without arguments. */
export interface OptionalMethod<A, O> extends OperationData {
  (args?: A): Promise<O>
  /** Checks an answer without any request. Throws ValidationError. */
  readonly parse: (data: unknown) => O
}

/** An operation of a client that comes in pages. */
export interface PagedMethod<A, O, Item> extends Method<A, O> {
  readonly paginated: 'link' | 'offset'
  /** Walks over all items, or over all pages with `.pages()`. */
  paginate(args: A & PageArgs): Pages<O, Item>
}

/** An operation of a client that comes in pages and can do without arguments. */
export interface OptionalPagedMethod<A, O, Item> extends OptionalMethod<A, O> {
  readonly paginated: 'link' | 'offset'
  /** Walks over all items, or over all pages with `.pages()`. */
  paginate(args?: A & PageArgs): Pages<O, Item>
}
