import type { Pages } from '../pagination/pages.ts'
import type { OperationData } from './operation.ts'

/** What a walk over pages takes besides the arguments of the call. */
export interface PageArgs {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
  /**
   * Where to: `next` is the server's order, in a timeline from new to old; `prev` is back, page by page, with the items
   * of each page still in the server's order. Default: `next`.
   */
  direction?: 'next' | 'prev'
  /** A page's `next` or `prev` that was kept, to go on there. Default: the beginning. */
  cursor?: string
}

/** One page, and where the pages beside it are. */
export interface Page<Body, Item> {
  readonly items: readonly Item[]
  /** The whole answer: the items themselves, or what they came in. */
  readonly body: Body
  readonly headers: Headers
  /**
   * A cursor for the page after this one, `undefined` at the end. It may be saved and given to `cursor` later. It holds
   * a path and a query, and no token.
   */
  readonly next: string | undefined
  /** A cursor for the page before this one. In a timeline that is what is newer. */
  readonly prev: string | undefined
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
  /** Walks over all items, or over all pages with `.pages()`. Follows links to the server's own host only. */
  paginate(args: A & PageArgs): Pages<Page<O, Item>, Item>
}

/** An operation of a client that comes in pages and can do without arguments. */
export interface OptionalPagedMethod<A, O, Item> extends OptionalMethod<A, O> {
  readonly paginated: 'link' | 'offset'
  /** Walks over all items, or over all pages with `.pages()`. Follows links to the server's own host only. */
  paginate(args?: A & PageArgs): Pages<Page<O, Item>, Item>
}
