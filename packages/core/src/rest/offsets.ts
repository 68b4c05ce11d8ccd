import type { Direction, Place } from '../client/endpoint.ts'

/**
 * Counts to the page beside one. A link may lead further, over results that the server hides, but not back into the page:
 * servers count their links wrong, or send none.
 */
export function moveOffset({ path, link, items, body }: Place, to: Direction): URLSearchParams | undefined {
  const params = new URLSearchParams(path.split('?')[1])
  const count = countOf(body, items)
  const at = Number(params.get('offset') ?? 0)
  const moved = new URLSearchParams(params)
  if (to === 'next') {
    const offset = Math.max(at + count, Number(link?.get('offset')) || 0)
    moved.set('offset', String(offset))
    return offset > at ? moved : undefined
  }
  const limit = Math.min(Number(params.get('limit')) || count, at)
  moved.set('offset', String(at - limit))
  moved.set('limit', String(limit))
  return limit > 0 ? moved : undefined
}

/** How many results a page has. A response that is its own item, as of a search, has them in lists side by side. */
function countOf(body: unknown, items: readonly unknown[]): number {
  if (items[0] !== body || typeof body !== 'object' || body === null) return items.length
  const lists = Object.values(body).filter((value) => Array.isArray(value))
  return Math.max(0, ...lists.map(({ length }) => length))
}
