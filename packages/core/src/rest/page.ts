import type { Direction } from '../client/endpoint.ts'

/** Options of a walk over pages, besides the arguments of the call. */
export interface PageArgs {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
  /**
   * Where to: `next` is the server's order, in a timeline from new to old; `prev` is back, page by page, with the items
   * of each page still in the server's order. Default: `prev` for a walk that begins with `min_id`, else `next`.
   */
  direction?: Direction
  /** A page's `next` or `prev` that was kept, to go on there. Default: the beginning. */
  cursor?: string
  /**
   * Goes on from the id of the last item where a server sends no `Link` header. Only for operations whose positions are
   * the ids of their items; another throws ValidationError. Default: false.
   */
  byItemId?: boolean
}

/** One page, and where the pages beside it are. */
export interface Page<Body, Item> {
  readonly items: readonly Item[]
  /** The whole response: the items themselves, or what they came in. */
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
