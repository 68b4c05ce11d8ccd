import type { Answer } from '../workload.ts'
import { Random } from './body/random.ts'
import { status } from './body/status.ts'

const HOME = '/api/v1/timelines/home'
const FIRST_PAGE = 115_000_000_000_000
/** Pages from the first to the one without a next. */
export const PAGES = 10

/** A server that knows a home timeline of ten pages, which has each of the bodies in turn. */
export function answersWith(bodies: readonly string[], server: string): (path: string) => Answer | undefined {
  const timelines = bodies.map((text) => Buffer.from(text))
  const instance = Buffer.from(JSON.stringify(instanceOf(server)))
  const posted = Buffer.from(JSON.stringify(status(new Random(1), 'text')))
  let turn = 0
  return (path) => {
    if (path.startsWith(HOME)) {
      const page = FIRST_PAGE - Number(/max_id=(\d+)/.exec(path)?.[1] ?? FIRST_PAGE)
      const body = timelines[turn++ % timelines.length] as Buffer
      return { body, headers: { link: links(`${server}${HOME}?limit=40`, page) } }
    }
    if (path.startsWith('/api/v2/instance')) return { body: instance }
    return path === '/api/v1/statuses' ? { body: posted } : undefined
  }
}

function links(url: string, page: number): string {
  const prev = `<${url}&min_id=${FIRST_PAGE - page + 1}>; rel="prev"`
  return page + 1 < PAGES ? `<${url}&max_id=${FIRST_PAGE - page - 1}>; rel="next", ${prev}` : prev
}

/** As much as a client needs to find the version. */
function instanceOf(server: string) {
  return {
    domain: new URL(server).host,
    title: 'Loopback',
    version: '4.6.0',
    api_versions: { mastodon: 9 },
  }
}
