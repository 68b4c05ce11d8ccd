import type { Json } from '../mastodon/document.ts'
import type { Fork, ForkRequest } from './types.ts'

const MOST = 20

/** A page of a list that is newest first, with the links that the software sends. */
export function pageOf(request: ForkRequest, items: readonly Json[], links: Fork['links']): Response {
  const { query, path } = request
  const limit = Number(query.get('limit') ?? MOST)
  const ids = items.map(({ id }) => String(id))
  const max = ids.indexOf(query.get('max_id') ?? '')
  const min = ids.indexOf(query.get('min_id') ?? '')
  const from = max + 1
  const page = min < 0 ? items.slice(from, from + limit) : items.slice(Math.max(0, min - limit), min)
  const [first] = page
  const last = page.at(-1)
  if (!first || !last || links === 'none') return Response.json(page)
  const link = (rel: string, name: string, { id }: Json): string =>
    `<https://server.test${path}?limit=${limit}&${name}=${String(id)}>; rel="${rel}"`
  const both = [link('next', 'max_id', last), link('prev', 'min_id', first)]
  return Response.json(page, { headers: { link: (links === 'both' ? both : both.slice(0, 1)).join(', ') } })
}
