import { isNetworkError, isResponseError, isTimeoutError, isValidationError } from '@typefed/core'
import { pathOnHost } from '@typefed/core/internal'
import { request } from './request.ts'
import type { OAuthEndpoints, OAuthServer } from './server.ts'

/** The name in RFC 8414 or Mastodon's own, and the path of servers that do not say. */
const ENDPOINTS = [
  ['authorize', 'authorization_endpoint', '/oauth/authorize'],
  ['token', 'token_endpoint', '/oauth/token'],
  ['register', 'app_registration_endpoint', '/api/v1/apps'],
  ['revoke', 'revocation_endpoint', '/oauth/revoke'],
  ['userinfo', 'userinfo_endpoint', '/oauth/userinfo'],
] as const

/**
 * Asks a server for its OAuth endpoints, at `/.well-known/oauth-authorization-server`. What it does not say is where
 * every Mastodon has it; what it says of another host is passed over, since secrets go there.
 *
 * Not to get the document is no error, for whatever reason but a timeout: browsers do not tell a refusal to other sites
 * from a failure.
 */
export async function discover(server: OAuthServer): Promise<OAuthEndpoints> {
  const url = new URL('/.well-known/oauth-authorization-server', server.url).href
  const found = await request(server, url, { name: 'OAuth discovery', strings: [] }).catch(nothingIfRefused)
  const metadata = (typeof found === 'object' && found !== null ? found : {}) as Record<string, unknown>
  const endpoints = ENDPOINTS.map(([name, key, fixed]) => {
    const told = metadata[key]
    const path = typeof told === 'string' ? pathOnHost(told, server.url) : undefined
    return [name, new URL(path ?? fixed, server.url).href]
  })
  const scopes = metadata['scopes_supported']
  const methods = metadata['code_challenge_methods_supported']
  return {
    ...Object.fromEntries(endpoints),
    ...(Array.isArray(methods) && methods.includes('S256') && { pkce: true }),
    ...(Array.isArray(scopes) && { scopes }),
  } as OAuthEndpoints
}

/** The endpoints that the caller knows already, or those that are found. */
export async function endpointsOf(server: OAuthServer): Promise<OAuthEndpoints> {
  return server.endpoints ?? discover(server)
}

function nothingIfRefused(error: unknown): undefined {
  const isRefusal = isResponseError(error) || isValidationError(error) || isNetworkError(error)
  if (!isRefusal || isTimeoutError(error)) throw error
}
