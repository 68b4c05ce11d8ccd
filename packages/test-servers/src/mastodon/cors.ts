import type { IncomingMessage, ServerResponse } from 'node:http'

/** What Mastodon lets pages of other origins read of an answer. */
const EXPOSED = [
  'Link',
  'X-RateLimit-Reset',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-Request-Id',
  'Mastodon-Async-Refresh',
]

/** Lets pages of every origin in, as Mastodon does. @returns true if that was all that was asked */
export function letPagesIn(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.headers.origin === undefined) return false
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-expose-headers', EXPOSED.join(', '))
  if (request.method !== 'OPTIONS') return false
  response.writeHead(200, {
    'access-control-allow-methods': 'POST, PUT, DELETE, GET, PATCH, OPTIONS',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '7200',
  })
  response.end()
  return true
}
