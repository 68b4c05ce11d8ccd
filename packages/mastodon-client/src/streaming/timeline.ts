import type { Endpoint } from '@typefed/core/internal'
import { anything } from '@typefed/core/rest'
import type { RestClient } from '../rest-client.ts'
import type { Floor } from '../version/since.ts'
import type { Channel } from './channel.ts'

/** The most that a page of a timeline holds. */
const PAGE = 40

interface Timeline {
  readonly path: string
  /** What stands in the path. */
  readonly values?: Readonly<Record<string, string>>
  readonly params?: Readonly<Record<string, unknown>>
}

/** The timeline that holds what came on a channel. */
export function timelineOf({ data: { stream }, argument = '' }: Channel): Timeline | undefined {
  const [kind, ...parts] = stream.split(':')
  const params = {
    ...(parts.includes('local') && { local: true }),
    ...(parts.includes('remote') && { remote: true }),
    ...(parts.includes('media') && { only_media: true }),
  }
  if (stream === 'user') return { path: '/api/v1/timelines/home' }
  if (kind === 'public') return { path: '/api/v1/timelines/public', params }
  if (kind === 'hashtag')
    return { path: '/api/v1/timelines/tag/{hashtag}', values: { hashtag: argument }, params }
  return stream === 'list'
    ? { path: '/api/v1/timelines/list/{list_id}', values: { list_id: argument } }
    : undefined
}

/** The pages of a timeline after a post, both from old to new. They are not checked. Throws as a call does. */
export async function* pagesAfter(
  client: RestClient<Floor>,
  timeline: Timeline,
  after: string,
  signal: AbortSignal,
): AsyncGenerator<unknown[], void> {
  let last = after
  for (;;) {
    const page = await readPage(client, timeline, { min_id: last, limit: PAGE }, signal)
    // Some servers do not know `min_id`, and begin with the newest whatever is asked.
    const news = page.filter((post) => compareIds(getId(post), last) > 0)
    const newest = getId(news[0])
    if (newest === undefined) return
    yield news.toReversed()
    last = newest
  }
}

/** The id of the newest post of a timeline. Throws as a call does. */
export async function newestOf(
  client: RestClient<Floor>,
  timeline: Timeline,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [newest] = await readPage(client, timeline, { limit: 1 }, signal)
  return getId(newest)
}

async function readPage(
  client: RestClient<Floor>,
  { path, values, params }: Timeline,
  position: object,
  signal: AbortSignal,
): Promise<unknown[]> {
  // Not the described operation: with it, all of them would have to be loaded before the first stream.
  const endpoint: Endpoint = {
    name: 'readMissedPosts',
    method: 'GET',
    path,
    token: 'user',
    output: anything(),
  }
  const { data } = await client.send(endpoint, {
    signal,
    path: values ?? {},
    params: { ...params, ...position },
  })
  return Array.isArray(data) ? data : []
}

/** The id of a post, whatever came for one. */
export function getId(post: unknown): string | undefined {
  const id = typeof post === 'object' && post !== null && 'id' in post ? post.id : undefined
  return typeof id === 'string' ? id : undefined
}

/** Ids are numbers too long for a number, or texts of one length; both are in the order of time. */
export function compareIds(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1)
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
