import type { ArgsOf, ResultOf } from '../client/endpoint.ts'
import type { Method } from '../client/methods.ts'
import type { CallOptions as AnyCallOptions } from '../client/options.ts'
import type { Pages } from '../client/pages.ts'
import type { Page, PageArgs } from './page.ts'

/** Options of one call. */
export interface CallOptions extends Omit<AnyCallOptions, 'contentType'> {}

/** The arguments of a walk over pages: those of the call, and where to. */
export type PageCallArgs<A extends unknown[]> = { [Index in keyof A]: A[Index] & PageArgs }

/** An operation of a client that comes in pages. */
export interface PagedOperationMethod<F, Item> extends Method<F> {
  readonly pages: 'link' | 'offset'
  /** Walks over all items, or over all pages with `.pages()`. Never asks another host. */
  paginate(...args: PageCallArgs<ArgsOf<F>>): Pages<Page<ResultOf<F>, Item>, Item>
}
