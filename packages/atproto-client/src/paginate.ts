import type { CallOptions, PageOptions, Pages } from '@typefed/core'
import { cursorPages, type PagedEndpoint } from '@typefed/core/internal'
import type { Caller } from './caller.ts'

/**
 * Walks over the pages of a query; by its items, or by its pages with `.pages()`. It is started when it is iterated, and
 * may be iterated again.
 *
 * ```ts
 * for await (const { post } of paginate(client, getTimeline, { limit: 50 }, { maxItems: 100 })) …
 * ```
 *
 * Throws as a call does.
 */
export function paginate<P, O, Item>(
  client: Pick<Caller, 'call'>,
  endpoint: PagedEndpoint<[params: P, options?: CallOptions], O, Item>,
  params: P,
  options?: PageOptions,
): Pages<O, Item> {
  return cursorPages(
    endpoint,
    (cursor) => client.call(endpoint, { ...params, ...cursor }, options),
    options,
    (params as { cursor?: unknown } | undefined)?.cursor,
  )
}
