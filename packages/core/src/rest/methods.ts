import type { Method } from '../client/methods.ts'
import type { CallOptions as AnyCallOptions } from '../client/options.ts'
import type { Pages } from '../client/pages.ts'
import type { Page, PageArgs } from './link-pages.ts'

/** Options of one call. */
export interface CallOptions extends Omit<AnyCallOptions, 'contentType'> {}

/** An operation of a client that comes in pages. */
export interface PagedOperationMethod<A extends unknown[], O, Item> extends Method<A, O> {
  readonly pages: 'link' | 'offset'
  /** Walks over all items, or over all pages with `.pages()`. Never asks another host. */
  paginate(...args: { [Index in keyof A]: A[Index] & PageArgs }): Pages<Page<O, Item>, Item>
}
