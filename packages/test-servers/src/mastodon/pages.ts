import { child, type Json, type Operation } from './document.ts'
import { linkFacts } from './links.ts'

/** Something that stands in a list, with the position that pages are cut by. */
export interface Entry {
  cursor: string
  /** Made when it is on the page that is asked for. */
  value: () => unknown
}

/** What a handler returns for a list that is answered page by page; newest first. */
export class Page {
  readonly entries: readonly Entry[]
  /** Makes the body of the values, where that is not just a list of them. */
  readonly wrap: (values: unknown[], entries: readonly Entry[]) => unknown

  constructor(
    entries: readonly Entry[],
    wrap: (values: unknown[], entries: readonly Entry[]) => unknown = (values) => values,
  ) {
    this.entries = entries
    this.wrap = wrap
  }
}

/** A page of a list and its `Link` header. */
export interface CutPage {
  body: unknown
  link: string | undefined
}

/** Positions are decimal numbers, too long for a number. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

/** How many results are asked for: the default unless given, lowered to the clamp. */
export function limitOf(operation: Operation, query: Json, pageSize: number | undefined): number {
  const schema = operation.parameters.find(({ name }) => name === 'limit')?.schema
  const { 'x-clamp': clamp, default: usual } = schema ?? {}
  const wanted = query.limit ?? pageSize ?? usual ?? 40
  const most = typeof clamp === 'number' ? clamp : 1000
  return Math.max(1, Math.min(typeof wanted === 'number' ? wanted : 40, most))
}

/**
 * Cuts a page out of a list, by position or offset as the operation pages.
 *
 * @param address of the request, of whose parameters the links keep some
 */
export function cut(page: Page, operation: Operation, query: Json, limit: number, address: URL): CutPage {
  const chosen =
    operation.pagination === 'link'
      ? byPosition(
          page.entries,
          linkFacts(operation).ignoresMinId ? { ...query, min_id: undefined } : query,
          limit,
        )
      : operation.pagination === 'offset'
        ? page.entries.slice(offsetOf(query), offsetOf(query) + limit)
        : page.entries.slice(0, operation.parameters.some(({ name }) => name === 'limit') ? limit : undefined)
  return {
    body: page.wrap(
      chosen.map((entry) => entry.value()),
      chosen,
    ),
    link: linkOf(operation, query, { chosen, total: page.entries.length }, limit, address),
  }
}

function byPosition(entries: readonly Entry[], query: Json, limit: number): readonly Entry[] {
  const { max_id: max, since_id: since, min_id: min } = query
  const older = entries.filter(
    ({ cursor }) =>
      (typeof max !== 'string' || compareIds(cursor, max) < 0) &&
      (typeof since !== 'string' || compareIds(cursor, since) > 0) &&
      (typeof min !== 'string' || compareIds(cursor, min) > 0),
  )
  return typeof min === 'string' ? older.slice(-limit) : older.slice(0, limit)
}

function linkOf(
  operation: Operation,
  query: Json,
  { chosen, total }: { chosen: readonly Entry[]; total: number },
  limit: number,
  address: URL,
): string | undefined {
  const declared = operation.answers.some(({ status, headers }) => status === 200 && headers.includes('Link'))
  if (!declared || chosen.length === 0) return undefined
  const facts = linkFacts(operation)
  const links: string[] = []
  const add = (rel: string, name: string, value: string | number): void => {
    const to = new URL(facts.path ?? address.pathname, address)
    for (const [key, kept] of address.searchParams)
      if (facts.kept.includes(key)) to.searchParams.append(key, kept)
    to.searchParams.set(name, String(value))
    to.searchParams.sort()
    links.push(`<${to.href}>; rel="${rel}"`)
  }
  const first = chosen[0]
  const last = chosen.at(-1)
  const isFull = chosen.length >= limit
  if (operation.pagination === 'offset') {
    const offset = offsetOf(query)
    const isCollections = operation.tag === 'collections'
    // As the real thing: wrong sums for collections, and no way back from the second page of trends.
    const step = isCollections ? Math.min(limit, 80) : limit
    if (isFull && (!isCollections || offset * limit < total)) add('next', 'offset', offset + step)
    if (isCollections ? offset > 0 : offset > limit) add('prev', 'offset', offset - step)
  } else if (operation.pagination === 'link' && first && last) {
    // As the real thing, a full page is taken to have a next one, which may turn out empty.
    if (isFull || facts.always) add('next', 'max_id', last.cursor)
    add('prev', facts.prev, first.cursor)
  }
  return links.length === 0 ? undefined : links.join(', ')
}

function offsetOf(query: Json): number {
  return typeof query.offset === 'number' ? query.offset : 0
}

/** Whether the answer's schema is a list. */
export function answersList(operation: Operation): boolean {
  const shape = operation.answers.find(({ status }) => status === 200)
  return shape?.schema?.type === 'array' && child(shape.schema, 'items') !== undefined
}
