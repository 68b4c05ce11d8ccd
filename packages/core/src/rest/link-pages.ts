import type { Direction, Endpoint, Place } from '../client/endpoint.ts'
import { getItems, type Pages, toPages } from '../client/pages.ts'
import { validationError } from '../errors/validation-error.ts'
import type { CallArgs } from '../client/prepare.ts'
import { targetOf } from '../client/target.ts'
import { findLink, parseLinkHeader } from './link-header.ts'
import type { Page, PageArgs } from './page.ts'
import type { RestClient } from './rest-client.ts'

/** The part of a client that a walk needs. */
export type WalkClient = Pick<RestClient<unknown>, 'origin' | 'basePath' | 'send' | 'report'>

/** The parameters that say where a page is. All others are the caller's, whatever a link makes of them. */
const POSITION = /^((max|min|since)_id|offset|page|cursor)$/

/**
 * A walk along the `Link` headers of a server. Each request has the operation's path and the caller's parameters, and
 * only its position comes from the link: servers drop parameters, and name other hosts and paths.
 *
 * A page may be empty and have a link. The walk ends where there is no link; with a report at a link without a position
 * or one that was followed before, at a second empty page in a row, and at a page that repeats the one before.
 *
 * Throws ValidationError if the cursor is none, and for `byItemId` where positions are not ids of items.
 */
export function linkPages<Body, Item>(
  client: WalkClient,
  endpoint: Endpoint,
  args: CallArgs & PageArgs,
): Pages<Page<Body, Item>, Item> {
  const { key, gaps, move = follow } = endpoint
  const { cursor, byItemId, direction, signal } = args
  const error = (expected: string) => validationError(`walk of ${endpoint.name}`, [], expected, 'none')
  if (byItemId && endpoint.cursor !== 'id') throw error('items with the ids of pages')
  if (cursor !== undefined && !/^\/(?![/\\])/.test(cursor)) throw error('the cursor of a page')
  const first = client.basePath + targetOf(endpoint, args)
  const [route] = first.split('?')
  let start = paramsOf(first)
  if (cursor !== undefined) {
    const link = paramsOf(cursor)
    start = follow({ start, link }, link.has('max_id') ? 'next' : 'prev') ?? start
  }
  const pathOf = (params: URLSearchParams) => (params.size > 0 ? `${route}?${params}` : (route as string))
  const rel = direction ?? (start.has('min_id') ? 'prev' : 'next')

  async function* visit(): AsyncGenerator<Page<Body, Item>, void> {
    const asked = new Set<string>()
    let path = pathOf(start)
    let before: ReadonlySet<unknown> = new Set([start])
    let mayWarn = rel === 'prev'
    for (;;) {
      signal?.throwIfAborted()
      asked.add(path)
      const { data, headers } = await client.send(endpoint, args, path)
      const body = data as Body
      const items = getItems(endpoint, body) as Item[]
      const found = new Set(items.map(identify))
      if (found.size > 0 && [...found].every((each) => before.has(each)))
        return client.report(error('new items'), args)
      if (mayWarn && found.size > 0 && (gaps ?? (path.includes('since_id') && !path.includes('min_id')))) {
        mayWarn = false
        client.report(error('pages without a gap'), args)
      }
      const header = headers.get('link')
      const links = parseLinkHeader(header ?? '')
      const besideOf = (to: Direction, index: number, name: string) => {
        const { id } = (items.at(index) ?? {}) as { id?: string }
        const target = findLink(links, to) ?? (byItemId && !header && id ? `?${name}=${id}` : '')
        const link = URL.parse(target, client.origin)?.searchParams
        const moved = move({ start, path, link, items, body }, to)
        return moved && pathOf(moved)
      }
      const page = {
        items,
        body,
        headers,
        next: besideOf('next', -1, 'max_id'),
        prev: besideOf('prev', 0, 'min_id'),
      }
      yield page
      const target = page[rel]
      if (target === undefined) {
        if (header && (links.length === 0 || findLink(links, rel) !== undefined))
          client.report(error('a link with a position'), args, true)
        return
      }
      if (asked.has(target) || before.size + found.size === 0) return client.report(error('new items'), args)
      before = found
      path = target
    }
  }

  return toPages(visit, ({ items }) => items, args, key ? (item) => item[key as keyof Item] : undefined)
}

function paramsOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?')[1])
}

/**
 * The caller's parameters with the position in a link, and what they do not say themselves; `undefined` without a
 * position in the link.
 */
function follow({ start, link }: Pick<Place, 'start' | 'link'>, to: Direction): URLSearchParams | undefined {
  const params = new URLSearchParams(start)
  if (to === 'prev') {
    // Upwards, `max_id` is a bound only where the walk began at the other end.
    if (!params.has('min_id')) params.delete('max_id')
    params.delete('min_id')
  }
  let isFound = false
  for (const [name, value] of link ?? []) {
    if (!value || name === 'access_token') continue
    if (POSITION.test(name)) params.set(name, value)
    else if (!start.has(name)) params.append(name, value)
    else continue
    isFound ||= name !== 'limit'
  }
  return isFound ? params : undefined
}

/** What tells an item from others: an id, else an address or a name, else what it is. */
function identify(item: unknown): unknown {
  const { id, url, name } = Object(item) as { id?: unknown; url?: unknown; name?: unknown }
  return id ?? url ?? name ?? item
}
