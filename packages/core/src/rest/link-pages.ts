import { validationError } from '../errors/validation-error.ts'
import { makePages, type Pages } from '../client/pages.ts'
import { findLink, parseLinkHeader } from './link-header.ts'
import { pathOnHost } from './path-on-host.ts'

/** What a walk over pages takes besides the arguments of the call. */
export interface PageArgs {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
  /**
   * Where to: `next` is the server's order, in a timeline from new to old; `prev` is back, page by page, with the items
   * of each page still in the server's order. Default: `next`.
   */
  direction?: 'next' | 'prev'
  /** A page's `next` or `prev` that was kept, to go on there. Default: the beginning. */
  cursor?: string
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

/** What a walk goes over. */
export interface Walk<Body, Item> {
  /** The server: `https://mastodon.example`. */
  readonly base: string
  /** Path and query of the first request, with the caller's parameters; later ones come from the links. */
  readonly first: string
  readonly fetchPage: (path: string) => Promise<{ body: Body; headers: Headers }>
  readonly itemsOf: (body: Body) => readonly Item[]
  /** Pages without a link are counted with the parameter `offset`. */
  readonly offset?: boolean | undefined
}

/**
 * A walk along the `Link` headers of a server's answers, on its own host only. It ends where there is no link, or one
 * that was followed before; a page may be empty and have a link.
 *
 * Throws ValidationError if the cursor is none.
 */
export function linkPages<Body, Item>(
  { base, first, fetchPage, itemsOf, offset }: Walk<Body, Item>,
  { direction = 'next', cursor, ...options }: WalkOptions = {},
): Pages<Page<Body, Item>, Item> {
  const start = cursor === undefined ? first : readCursor(cursor, base)
  /** What a counted page began with, by the path of the one after it. */
  const begun = new Map<string, string>()
  return makePages<Page<Body, Item>, Item, string>(
    async (path = start) => {
      const { body, headers } = await fetchPage(path)
      const items = itemsOf(body)
      const { next, prev } = readLinks(headers, new URL(path, base).href)
      const count = offset && !headers.has('link') ? countOf(body, items) : 0
      if (count === 0) return { items, body, headers, next, prev }
      // A server that does not know the parameter would give the same page for ever.
      const beginning = JSON.stringify(items[0])
      if (begun.get(path) === beginning) return { items, body, headers, next: undefined, prev }
      const after = addOffset(path, count, base)
      begun.set(after, beginning)
      return { items, body, headers, next: after, prev }
    },
    ({ items }) => items,
    (page) => (page[direction] === start ? undefined : page[direction]),
    options,
  )
}

/**
 * Paths of the pages beside an answer.
 *
 * @param url what was asked for
 */
export function readLinks(
  headers: Headers,
  url: string,
): { next: string | undefined; prev: string | undefined } {
  const links = parseLinkHeader(headers.get('link') ?? '')
  const follow = (rel: string) => {
    const target = findLink(links, rel)
    return target === undefined ? undefined : pathOnHost(target, url)
  }
  return { next: follow('next'), prev: follow('prev') ?? follow('previous') }
}

function readCursor(cursor: string, base: string): string {
  const path = cursor.startsWith('/') ? pathOnHost(cursor, base) : undefined
  if (path !== undefined) return path
  throw validationError('options of the walk', ['cursor'], 'a cursor that a page gave', 'another text')
}

/** How many results a page has. An answer that is its own item, as that of a search, has them in lists side by side. */
function countOf(body: unknown, items: readonly unknown[]): number {
  if (items[0] !== body || typeof body !== 'object' || body === null) return items.length
  const lists = Object.values(body).filter((value) => Array.isArray(value))
  return Math.max(0, ...lists.map(({ length }) => length))
}

function addOffset(path: string, count: number, base: string): string {
  const url = new URL(path, base)
  url.searchParams.set('offset', String(Number(url.searchParams.get('offset') ?? 0) + count))
  return url.pathname + url.search
}
