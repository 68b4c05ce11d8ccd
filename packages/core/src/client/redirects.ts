import type { FetchHandler, FetchInit } from '../transport/fetch-handler.ts'
import { isStream } from './body.ts'
import type { Endpoint } from './endpoint.ts'
import type { ApiRequest } from './prepare.ts'
import { isSecretHeader } from './secrets.ts'

const MAX_REDIRECTS = 10

/** The two ways of a client: to its own server, and without credentials to any other. */
export interface Transport {
  /** Sends a request to the client's own server, with the credentials of its session. */
  readonly send: FetchHandler
  /** The server of a session, where requests are sent by path. */
  readonly server?: (() => string | undefined) | undefined
  /** Sends a request anywhere, as it is. */
  readonly sendElsewhere: FetchHandler
}

/** Whether a redirect is described: it is the output then, and not followed. */
export function mayRedirect({ statuses }: Endpoint): boolean {
  return statuses?.some((status) => status >= 300 && status < 400) ?? false
}

/** Whether a response sends the caller elsewhere. A browser hides a redirect that it does not follow: its status is 0. */
export function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)
}

/**
 * Sends a request, and follows redirects where that is safe. The last redirect is returned where it is not.
 *
 * A read is followed anywhere, but credentials stay on their own host. A write is followed only by 307 and 308, only on
 * its own host, once, and only if its body can be sent again. `http` to `https` of the same name is the same host.
 */
export async function sendAndFollow(
  { send, sendElsewhere, server }: Transport,
  request: ApiRequest,
): Promise<Response> {
  const { endpoint, url, init, settings } = request
  const isRead = init.method === 'GET'
  let response = await send(url, init)
  if (mayRedirect(endpoint)) return response
  let isHome = true
  let next = url
  let at = ''
  for (let count = 0; isRedirect(response) && count < (isRead ? MAX_REDIRECTS : 1); count++) {
    if (response.type === 'opaqueredirect') {
      if (!isRead || (isHome && hasOwnSecrets(init.headers, settings.secretHeaders))) return response
      return isHome
        ? send(next, { ...init, redirect: 'follow' })
        : sendElsewhere(next, elsewhere(request, 'follow'))
    }
    at = response.url || at || URL.parse(url, server?.())?.href || url
    const target = readTarget(response, at)
    const isSame = target !== undefined && isSameHost(at, target)
    if (!target || (!isRead && (!isSame || response.status < 307 || isStream(init.body)))) return response
    await response.body?.cancel()
    isHome &&= isSame
    const from = at
    at = target.href
    // A session sends paths to its own server, which it knows by `http` where the server wants `https`.
    const isPath =
      isHome && url.startsWith('/') && (!URL.canParse(from) || new URL(from).origin === target.origin)
    next = isPath ? target.pathname + target.search : at
    response = await (isHome ? send(next, init) : sendElsewhere(next, elsewhere(request)))
  }
  return response
}

/** Stands for the server of a session, which is known by its paths only. */
const UNKNOWN_SERVER = 'https://server.invalid'

/** The address that a redirect names; `undefined` if it names none of the web. */
export function readTarget({ headers }: Response, at: string): URL | undefined {
  const location = headers.get('location')
  const target = location === null ? null : URL.parse(location, new URL(at, UNKNOWN_SERVER))
  const isUsable = target && /^https?:$/.test(target.protocol) && !target.username && !target.password
  return isUsable ? target : undefined
}

/** Whether an address is on the same host: of the same origin, or `https` of the same name instead of `http`. */
export function isSameHost(at: string, target: URL): boolean {
  const { origin, protocol, hostname } = new URL(at, UNKNOWN_SERVER)
  const isUpgrade = protocol === 'http:' && target.protocol === 'https:' && hostname === target.hostname
  return origin === target.origin || isUpgrade
}

/** The request as another host gets it: without credentials. */
function elsewhere({ init, settings }: ApiRequest, redirect: RequestRedirect = 'manual'): FetchInit {
  const headers = Object.entries(init.headers).filter(
    ([name]) => !isSecretHeader(name, settings.secretHeaders),
  )
  return { ...init, headers: Object.fromEntries(headers), redirect }
}

/** Whether a browser that follows a redirect would take a credential along: it leaves out `Authorization` only. */
function hasOwnSecrets(headers: FetchInit['headers'], declared?: readonly string[]): boolean {
  return Object.keys(headers ?? {}).some((name) => name !== 'authorization' && isSecretHeader(name, declared))
}
