import { DNS, type Places, WELL_KNOWN } from './places.ts'

/**
 * A `fetch` for which the hosts and handles of the pages are those of servers on loopback. Throws a TypeError for any
 * other host, as `fetch` does where there is none.
 */
export function worldFetch({ origins, accounts }: Places, send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const { origin, host, pathname, search } = new URL(url)
    const account = accounts.get(host)
    if (pathname === WELL_KNOWN && account) return new Response(account.did)
    if (origin === DNS) return Response.json({ Status: 3, Question: [] })
    const target = origin.startsWith('http://127.0.0.1:') ? origin : origins.get(origin)
    if (target === undefined) throw new TypeError(`${origin}: no host of the pages`)
    const { method, headers, body } = init ?? (input as Request)
    const response = await send(target + pathname + toReal(search, accounts), {
      ...init,
      ...(method !== undefined && { method }),
      ...(headers !== undefined && { headers }),
      ...(body && { body: typeof body === 'string' ? toReal(body, accounts) : body }),
    })
    if (origin === 'https://plc.directory') return toPages(response, accounts)
    return asAsked(response, target, origin)
  }
}

/** A server on loopback names itself in links and in where it streams; clients go by the host that they asked. */
async function asAsked(response: Response, target: string, origin: string): Promise<Response> {
  const link = response.headers.get('link')?.replaceAll(target, origin)
  const isInstance = new URL(response.url || target).pathname.endsWith('/instance')
  if (link === undefined && !isInstance) return response
  const [socket, secure] = [target.replace(/^http/, 'ws'), origin.replace(/^http/, 'ws')]
  const body = isInstance ? (await response.text()).replaceAll(socket, secure) : response.body
  const headers = { ...Object.fromEntries(response.headers), ...(link !== undefined && { link }) }
  return new Response(body, { status: response.status, headers })
}

/** Only whole values: within a text, the bytes of facets would no longer fit. */
function toReal(text: string, accounts: Places['accounts']): string {
  let real = text
  for (const [name, { handle }] of accounts) {
    real = real.replaceAll(`"${name}"`, `"${handle}"`).replaceAll(`=${name}`, `=${handle}`)
  }
  return real
}

async function toPages(response: Response, accounts: Places['accounts']): Promise<Response> {
  let text = await response.text()
  for (const [name, { handle }] of accounts) text = text.replaceAll(`at://${handle}`, `at://${name}`)
  return new Response(text, response)
}
