import { validationError } from '../errors/validation-error.ts'
import { kindOf, resolve } from '../wire/index.ts'
import type { Endpoint } from './endpoint.ts'

/** A walk over pages, started when it is first iterated; iterating it gives the items. */
export interface Pages<Page, Item> extends AsyncIterable<Item> {
  /** The pages themselves, with everything besides the items. */
  pages(): AsyncIterable<Page>
  /** All items in one array. */
  toArray(): Promise<Item[]>
}

export interface PagesOptions {
  readonly maxItems?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes a walk whose steps are asked for one by one.
 *
 * @param fetchPage fetches a page; called with nothing for the first
 * @param itemsOf gets the items of a page
 * @param nextOf gets the cursor of the next page, `undefined` at the end
 */
export function makePages<Page, Item, Cursor>(
  fetchPage: (cursor: Cursor | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
  nextOf: (page: Page) => Cursor | undefined,
  options?: PagesOptions,
): Pages<Page, Item> {
  return toPages(
    async function* () {
      const seen = new Set<Cursor>()
      let cursor: Cursor | undefined
      do {
        if (cursor !== undefined) seen.add(cursor)
        options?.signal?.throwIfAborted()
        const page = await fetchPage(cursor)
        yield page
        cursor = nextOf(page)
        // A server that repeats a cursor would be asked the same for ever.
      } while (cursor !== undefined && !seen.has(cursor))
    },
    itemsOf,
    options,
  )
}

/**
 * Makes a walk of a generator of pages, which is started with each iteration.
 *
 * @param keyOf identifies an item, of which the walk by items then yields the first alone
 */
export function toPages<Page, Item>(
  visit: () => AsyncGenerator<Page, void>,
  itemsOf: (page: Page) => readonly Item[],
  { maxItems = Infinity }: PagesOptions = {},
  keyOf?: (item: Item) => unknown,
): Pages<Page, Item> {
  async function* pages(left = maxItems): AsyncGenerator<Page, void> {
    if (left <= 0) return
    for await (const page of visit()) {
      yield page
      left -= itemsOf(page).length
      if (left <= 0) return
    }
  }

  async function* items(): AsyncGenerator<Item, void> {
    const seen = new Set<unknown>()
    let left = maxItems
    for await (const page of pages(left > 0 ? Infinity : 0)) {
      for (const item of itemsOf(page)) {
        const key = keyOf?.(item)
        if (seen.has(key)) continue
        if (key !== undefined) seen.add(key)
        yield item
        if (--left <= 0) return
      }
    }
  }

  return {
    pages: () => pages(),
    toArray: () => Array.fromAsync(items()),
    [Symbol.asyncIterator]: items,
  }
}

/** Gets the items of a page. Throws ValidationError if it has no list where its description has one. */
export function getItems({ name, items, output }: Endpoint, body: unknown): unknown[] {
  const list = items === undefined ? body : (body as Record<string, unknown> | null | undefined)?.[items]
  if (Array.isArray(list)) return list
  const isList = items !== undefined || (typeof output === 'object' && resolve(output).expects === 'an array')
  if (!isList) return [body]
  throw validationError(`page of ${name}`, items === undefined ? [] : [items], 'a list', kindOf(list))
}
