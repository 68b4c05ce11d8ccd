import type { Pages } from './pages.ts'
import type { Endpoint } from './endpoint.ts'
import type { ApiResponse } from './options.ts'

/** An endpoint of a client, as a function. */
export interface Method<A extends unknown[], O> extends Endpoint {
  (...args: A): Promise<O>
  /** Calls it, and returns status and headers too. */
  withResponse(...args: A): Promise<ApiResponse<O>>
  /** Checks a response without any request. Throws ValidationError. */
  parse(data: unknown): O
}

/** An endpoint of a client that comes in pages. */
export interface PagedMethod<A extends unknown[], O, Item, P extends unknown[], Page = O> extends Method<
  A,
  O
> {
  readonly pages: 'cursor' | 'link' | 'offset'
  /** Walks over all items, or over all pages with `.pages()`. Never asks another host. */
  paginate(...args: P): Pages<Page, Item>
}
