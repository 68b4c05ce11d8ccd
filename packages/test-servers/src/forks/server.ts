import type { Json } from '../mastodon/document.ts'
import { BASE } from './instances.ts'
import { pageOf } from './pages.ts'
import { Posts } from './posts.ts'
import { parseRequest } from './request.ts'
import type { Fork, ForkDouble, ForkRequest, ForkRoute } from './types.ts'

const TOKEN = 'a-token-of-the-double'

/** The routes that need no token. */
const OPEN = /^GET \/(?:\.well-known|nodeinfo|api\/v[12]\/instance)/

/** Starts a server of other software in memory. What a client does to one is not seen by another. */
export function startFork(fork: Fork): ForkDouble {
  const requests: string[] = []
  const routes = compile(routesOf(fork, new Posts(fork)))
  return {
    name: fork.name,
    url: BASE,
    token: TOKEN,
    requests,
    fetch: async (url, init) => {
      const request = await parseRequest(url, init)
      const called = `${request.method} ${request.path}`
      requests.push(called)
      const isKnown = new Headers(init.headers).get('authorization') === `Bearer ${TOKEN}`
      if (!isKnown && !OPEN.test(called)) return refuse(401, 'The access token is invalid')
      const route = routes.find((each) => each.method === request.method && each.pattern.test(request.path))
      if (!route) return refuse(404, 'Not found')
      if (route.refused !== undefined) return refuse(route.refused, 'Refused')
      const id = decodeURIComponent(route.pattern.exec(request.path)?.[1] ?? '')
      const result = route.answer({ ...request, id })
      if (result === undefined) return refuse(404, 'Record not found')
      return result instanceof Response ? result : Response.json(result)
    },
  }
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status })
}

interface CompiledRoute {
  method: string
  pattern: RegExp
  refused: number | undefined
  answer: ForkRoute
}

function compile({ routes, refused }: { routes: Record<string, ForkRoute>; refused: Json }): CompiledRoute[] {
  const names = [...new Set([...Object.keys(refused), ...Object.keys(routes)])]
  return names.map((name) => {
    const [method = '', path = ''] = name.split(' ')
    const status = refused[name]
    return {
      method,
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(':id', '([^/]+)')}$`),
      refused: typeof status === 'number' ? status : undefined,
      answer: routes[name] ?? (() => undefined),
    }
  })
}

/** Routes with fewer parameters come first, as they are written. */
function routesOf(fork: Fork, posts: Posts): { routes: Record<string, ForkRoute>; refused: Json } {
  const own = (id: string): Json | undefined => (id === fork.account.id ? fork.account : undefined)
  const lists = new Map<string, Json>()
  const paged = (request: ForkRequest, items: readonly Json[]): Response => pageOf(request, items, fork.links)
  const routes: Record<string, ForkRoute> = {
    'GET /.well-known/nodeinfo': () => ({
      links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${BASE}/nodeinfo/2.0` }],
    }),
    'GET /nodeinfo/2.0': () => nodeInfo(fork),
    'GET /api/v1/instance': () => fork.instanceV1,
    'GET /api/v2/instance': () => fork.instanceV2,
    'GET /api/v1/accounts/verify_credentials': () => ({
      ...fork.account,
      ...(fork.source && { source: fork.source }),
    }),
    'GET /api/v1/accounts/:id': ({ id }) => own(id),
    'GET /api/v1/accounts/:id/statuses': (request) => own(request.id) && paged(request, posts.all()),
    'GET /api/v1/timelines/home': (request) => paged(request, posts.all()),
    'GET /api/v1/timelines/public': (request) => paged(request, []),
    'GET /api/v1/timelines/tag/:id': (request) => paged(request, []),
    'GET /api/v1/timelines/list/:id': ({ id }) => (lists.has(id) ? [] : undefined),
    'GET /api/v1/notifications': (request) => paged(request, fork.notifications),
    'POST /api/v1/statuses': (request) => posts.create(request.body, request.idempotencyKey),
    'GET /api/v1/statuses/:id': ({ id }) => posts.get(id),
    'PUT /api/v1/statuses/:id': ({ id, body }) => posts.edit(id, body),
    'DELETE /api/v1/statuses/:id': ({ id }) => posts.delete(id),
    'GET /api/v1/statuses/:id/context': ({ id }) => posts.context(id),
    'GET /api/v1/polls/:id': ({ id }) => posts.poll(id),
    'GET /api/v1/lists': () => [...lists.values()],
    'POST /api/v1/lists': ({ body }) => {
      const list = { id: posts.nextId(), title: body.title, ...fork.list }
      lists.set(list.id, list)
      return list
    },
    'GET /api/v1/lists/:id': ({ id }) => lists.get(id),
    'PUT /api/v1/lists/:id': ({ id, body }) => {
      const list = lists.get(id)
      return list && Object.assign(list, { title: body.title })
    },
    'DELETE /api/v1/lists/:id': ({ id }) => (lists.delete(id) ? {} : undefined),
    'GET /api/v1/lists/:id/accounts': ({ id }) => (lists.has(id) ? [] : undefined),
    ...(fork.viewParams && {
      'GET /api/v1/scheduled_statuses/:id': ({ id }) => posts.scheduled(id),
      'PUT /api/v1/scheduled_statuses/:id': ({ id, body }) => posts.reschedule(id, body),
      'DELETE /api/v1/scheduled_statuses/:id': ({ id }) => posts.unschedule(id),
    }),
    ...fork.routes?.(),
  }
  return { routes, refused: { ...fork.refused } }
}

function nodeInfo({ software }: Fork): Json {
  return {
    version: '2.0',
    software,
    protocols: ['activitypub'],
    services: { inbound: [], outbound: [] },
    openRegistrations: false,
    usage: { users: { total: 1 }, localPosts: 2 },
    metadata: {},
  }
}
