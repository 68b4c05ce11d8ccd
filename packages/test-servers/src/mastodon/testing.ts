import { isObject, type Json, objects } from './document.ts'
import type { MastodonSandbox } from './types.ts'

/** An answer, read. Helper of the sandbox's own tests. */
export interface Reply {
  status: number
  headers: Headers
  /** The body if it is an object, else empty. */
  json: Json
  /** The body if it is a list of objects, else empty. */
  list: Json[]
  text: string
}

/** Calls the sandbox with a token; `null` for none, by default the first user's. */
export function caller(sandbox: MastodonSandbox, token: string | null = sandbox.token) {
  const send = async (
    method: string,
    target: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const isRaw = body instanceof FormData || body instanceof URLSearchParams
    const response = await fetch(target.startsWith('http') ? target : `${sandbox.url}${target}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    const parsed: unknown = isJson ? JSON.parse(text) : undefined
    return {
      status: response.status,
      headers: response.headers,
      json: isObject(parsed) ? parsed : {},
      list: objects(parsed),
      text,
    }
  }
  return {
    send,
    get: (target: string) => send('GET', target),
    post: (target: string, body?: unknown, headers?: Record<string, string>) =>
      send('POST', target, body, headers),
    put: (target: string, body?: unknown) => send('PUT', target, body),
    patch: (target: string, body?: unknown) => send('PATCH', target, body),
    delete: (target: string, body?: unknown) => send('DELETE', target, body),
  }
}

/** The address of a `rel` in a `Link` header. */
export function linkTo(rel: string, headers: Headers): string | undefined {
  const link = headers
    .get('link')
    ?.split(', ')
    .find((part) => part.endsWith(`rel="${rel}"`))
  return link && /<([^<>]+)>/.exec(link)?.[1]
}

export function ids(list: readonly Json[]): string[] {
  return list.map(({ id }) => String(id))
}

/** Stops a sandbox. @throws AggregateError when something went wrong in the sandbox itself */
export async function closeSound(sandbox: MastodonSandbox): Promise<void> {
  await sandbox.close()
  if (sandbox.faults.length > 0) throw new AggregateError(sandbox.faults, sandbox.faults[0]?.message)
}
