import type { Endpoint } from '../client/endpoint.ts'
import { getItems, type Pages, toPages } from '../client/pages.ts'
import { type ValidationError, validationError } from '../errors/validation-error.ts'
import { findLink, type Link, parseLinkHeader } from './link-header.ts'
import { pathOf, pathOnHost } from './path-on-host.ts'

/** Options of a walk over pages, besides the arguments of the call. */
export interface PageArgs {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
  /**
   * Where to: `next` is the server's order, in a timeline from new to old; `prev` is back, page by page, with the items
   * of each page still in the server's order. Default: `prev` for a walk that begins with `min_id`, else `next`.
   */
  direction?: 'next' | 'prev'
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

export interface WalkOptions extends PageArgs {
  readonly signal?: AbortSignal | undefined
}

/** The requests of a walk. */
export interface Walk<Body> {
  readonly endpoint: Endpoint
  /** The server: `https://mastodon.example`. */
  readonly base: string
  /** Path and query of the first request, with the caller's parameters. */
  readonly first: string
  readonly fetchPage: (path: string) => Promise<{ body: Body; headers: Headers }>
  /** Reports why a walk ends early or may have left items out; throws it if `isInvalid` and checking is strict. */
  readonly report: (error: ValidationError, isInvalid: boolean) => void
}

type Rel = 'next' | 'prev'

/** The parameters that say where a page is. All others are the caller's, whatever a link makes of them. */
const POSITION = /^(?:(?:max|min|since)_id|offset|page|cursor)$/

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
  { endpoint, base, first, fetchPage, report }: Walk<Body>,
  { cursor, byItemId = false, direction, ...options }: WalkOptions = {},
): Pages<Page<Body, Item>, Item> {
  const { name, key } = endpoint
  if (byItemId && endpoint.cursor !== 'id')
    throw invalidOption('byItemId', 'an operation whose positions are ids of items', name)
  const start = startAt(new URL(first, base), cursor)
  const rel = direction ?? (start.searchParams.has('min_id') ? 'prev' : 'next')

  async function* visit(): AsyncGenerator<Page<Body, Item>, void> {
    const warn = (expected: string, received: string, isInvalid = false) =>
      report(validationError(`walk over ${name}`, [], expected, received), isInvalid)
    const asked = new Set<string>()
    let url = start
    let before = new Set<unknown>()
    let wasEmpty = false
    let hasWarned = rel === 'next'
    for (;;) {
      options.signal?.throwIfAborted()
      asked.add(pathOf(url) as string)
      const { body, headers } = await fetchPage(pathOf(url) as string)
      const items = getItems(endpoint, body) as Item[]
      const count = countOf(body, items)
      if (count === 0 && wasEmpty) return warn('items', 'a second empty page in a row')
      const identities = count > 0 ? items.map(identify) : []
      if (count > 0 && identities.every((each) => before.has(each)))
        return warn('new items', 'a page that repeats the one before')
      if (count > 0 && !hasWarned && mayLeaveGap(endpoint, url)) {
        hasWarned = true
        warn('a link to the page beside', 'one to the newest items: some between may be left out')
      }
      const links = parseLinkHeader(headers.get('link') ?? '')
      const find = (to: Rel): string | undefined =>
        findLink(links, to) ??
        (to === 'prev' ? findLink(links, 'previous') : undefined) ??
        (byItemId && !headers.has('link') ? itemLink(items, to) : undefined)
      const beside = (to: Rel): string | undefined =>
        endpoint.pages === 'offset' ? addOffset(url, to, count, find(to)) : follow(start, url, to, find(to))
      const page = { items, body, headers, next: beside('next'), prev: beside('prev') }
      yield page
      const target = page[rel]
      if (target === undefined) {
        const isInvalid = find(rel) !== undefined || (headers.has('link') && links.length === 0)
        if (isInvalid && endpoint.pages !== 'offset') warn('a link with a position', 'another', true)
        return
      }
      if (asked.has(target)) return warn('a link to another page', 'one that was followed before')
      wasEmpty = count === 0
      if (!wasEmpty) before = new Set(identities)
      url = new URL(target, base)
    }
  }

  const keyOf = key === undefined ? undefined : (item: Item) => item[key as keyof Item]
  return toPages(visit, ({ items }) => items, options, keyOf)
}

function invalidOption(option: string, expected: string, received: string): ValidationError {
  return validationError('options of the walk', [option], expected, received)
}

/** The first request: the caller's, with the position of a cursor and what else it kept. */
function startAt(first: URL, cursor: string | undefined): URL {
  if (cursor === undefined) return first
  if (!cursor.startsWith('/') || pathOnHost(cursor, first.href) === undefined)
    throw invalidOption('cursor', 'a cursor that a page gave', 'another string')
  for (const name of ['max_id', 'min_id']) first.searchParams.delete(name)
  takePosition(first.searchParams, new URL(cursor, first))
  return first
}

/** The path of the page that a link leads to; `undefined` without a position in the link. */
function follow(start: URL, url: URL, rel: Rel, target: string | undefined): string | undefined {
  const link = target === undefined ? null : URL.parse(target, url)
  if (!link || !/^https?:$/.test(link.protocol)) return undefined
  const to = new URL(start)
  if (rel === 'prev') {
    // Upwards, `max_id` is a bound only where the walk began at the other end.
    if (!to.searchParams.has('min_id')) to.searchParams.delete('max_id')
    to.searchParams.delete('min_id')
  }
  return takePosition(to.searchParams, link) ? pathOf(to) : undefined
}

/** Sets what a link says of the position, and what the caller said nothing of. Returns whether there was a position. */
function takePosition(params: URLSearchParams, { searchParams }: URL): boolean {
  let isFound = false
  for (const name of new Set(searchParams.keys())) {
    const isPosition = POSITION.test(name)
    if (!searchParams.get(name) || (params.has(name) && !isPosition)) continue
    params.delete(name)
    for (const value of searchParams.getAll(name)) params.append(name, value)
    isFound ||= isPosition || name !== 'limit'
  }
  return isFound
}

/** A link as a server would write it. */
function itemLink(items: readonly unknown[], rel: Rel): string | undefined {
  const { id } = (items.at(rel === 'next' ? -1 : 0) ?? {}) as { id?: unknown }
  return typeof id === 'string' ? `?${rel === 'next' ? 'max' : 'min'}_id=${encodeURIComponent(id)}` : undefined
}

/** Counts with `offset`. A link may lead further, over results that the server hides, but not back into this page. */
function addOffset(url: URL, rel: Rel, count: number, target: string | undefined): string | undefined {
  const to = new URL(url)
  const at = Number(url.searchParams.get('offset') ?? 0)
  if (rel === 'next') {
    const linked = Number(URL.parse(target ?? '', url)?.searchParams.get('offset') ?? 0)
    const offset = Math.max(at + count, linked || 0)
    to.searchParams.set('offset', String(offset))
    return offset > at ? pathOf(to) : undefined
  }
  const limit = Math.min(Number(url.searchParams.get('limit')) || count, at)
  to.searchParams.set('offset', String(at - limit))
  to.searchParams.set('limit', String(limit))
  return limit > 0 ? pathOf(to) : undefined
}

/** Whether the items of a page above another need not be those right above it. */
function mayLeaveGap({ gaps }: Endpoint, { searchParams }: URL): boolean {
  return gaps ?? (searchParams.has('since_id') && !searchParams.has('min_id'))
}

function identify(item: unknown): unknown {
  return (item as { id?: unknown } | null)?.id ?? JSON.stringify(item)
}

/** How many results a page has. A response that is its own item, as of a search, has them in lists side by side. */
function countOf(body: unknown, items: readonly unknown[]): number {
  if (items[0] !== body || typeof body !== 'object' || body === null) return items.length
  const lists = Object.values(body).filter((value) => Array.isArray(value))
  return Math.max(0, ...lists.map(({ length }) => length))
}
