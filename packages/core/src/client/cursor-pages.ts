import type { Endpoint } from './endpoint.ts'
import { getItems, makePages, type Pages, type PagesOptions } from './pages.ts'

/**
 * Walks over pages by the cursor in their bodies. A cursor that is missing, empty or one that was asked for before is the
 * end.
 *
 * @param start the cursor of the first page, where the walk does not begin with the first of all
 */
export function cursorPages<O, Item>(
  endpoint: Endpoint,
  fetchPage: (cursor: { cursor: string } | undefined) => Promise<O>,
  options?: PagesOptions,
  start?: unknown,
): Pages<O, Item> {
  return makePages<O, Item, string>(
    (cursor) => fetchPage(cursor === undefined ? undefined : { cursor }),
    (page) => getItems(endpoint, page) as Item[],
    (page) => {
      const { cursor } = page as { cursor?: unknown }
      return typeof cursor === 'string' && cursor !== '' && cursor !== start ? cursor : undefined
    },
    options,
  )
}
