import { makePages, type CallOptions, type PageOptions, type Pages } from '@typefed/core'
import type { Endpoint } from '@typefed/core/lexicon'
import type { Caller } from './caller.ts'

/** The description of a query that comes in pages. */
export type PagedEndpoint<P, O, Item> = Endpoint & {
  readonly paginated: string
  readonly '~call'?: (params: P, options?: CallOptions) => O
  readonly '~item'?: Item
}

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
  endpoint: PagedEndpoint<P, O, Item>,
  params: P,
  options?: PageOptions,
): Pages<O, Item> {
  return paginateEndpoint(
    (cursor) => client.call(endpoint, { ...params, ...cursor }, options),
    endpoint,
    options,
    (params as { cursor?: string } | undefined)?.cursor,
  )
}

/**
 * Walks over the pages of a query, given a way to fetch the one at a cursor. A cursor that is missing, empty or one that
 * was asked for before is the end.
 *
 * @param start the cursor of the first page, where the walk does not begin with the first of all
 */
export function paginateEndpoint<O, Item>(
  fetchPage: (cursor: { cursor: string } | undefined) => Promise<O>,
  endpoint: { readonly paginated: string },
  options?: PageOptions,
  start?: string,
): Pages<O, Item> {
  type Answer = Record<string, unknown>
  return makePages<O, Item, string>(
    (cursor) => fetchPage(cursor === undefined ? undefined : { cursor }),
    (page) => (page as Answer)[endpoint.paginated] as Item[],
    (page) => {
      const cursor = (page as Answer)['cursor'] as string | null | undefined
      return cursor && cursor !== start ? cursor : undefined
    },
    options,
  )
}
