import { isObject, type Json } from '../mastodon/document.ts'
import type { ForkRequest } from './types.ts'

/** Reads what a client hands to its `fetch`. */
export async function parseRequest(url: string, init: RequestInit): Promise<ForkRequest> {
  const { pathname, searchParams } = new URL(url)
  return {
    method: (init.method ?? 'GET').toUpperCase(),
    path: pathname,
    query: searchParams,
    body: await parseBody(url, init),
    idempotencyKey: new Headers(init.headers).get('idempotency-key') ?? undefined,
  }
}

async function parseBody(url: string, init: RequestInit): Promise<Json> {
  if (init.body === undefined || init.body === null) return {}
  const request = new Request(url, { ...init, method: 'POST', signal: null })
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('application/json')) {
    const value: unknown = await request.json()
    return isObject(value) ? value : {}
  }
  return Object.fromEntries(await request.formData())
}
