import type { OutputFor, PagedEndpoint } from '../client/endpoint.ts'
import { linkPages } from './link-pages.ts'
import type { Pages } from '../client/pages.ts'
import type { PageCallArgs } from './methods.ts'
import type { Page } from './page.ts'
import type { RestClient } from './rest-client.ts'

/**
 * Walks over the pages of an operation; by its items, or by its pages with `.pages()`. It is started when it is iterated,
 * and may be iterated again.
 *
 * ```ts
 * for await (const status of paginate(client, getHomeTimeline, { params: { limit: 40 }, maxItems: 100 })) …
 * ```
 *
 * Throws ValidationError at once for arguments that the description does not allow, else as a call does.
 */
export function paginate<V, A extends unknown[], O, Item>(
  client: RestClient<V>,
  endpoint: PagedEndpoint<(...args: A) => O, Item>,
  ...[args = {}]: PageCallArgs<A>
): Pages<Page<OutputFor<O, V>, OutputFor<Item, V>>, OutputFor<Item, V>> {
  return linkPages(client, endpoint, args)
}
