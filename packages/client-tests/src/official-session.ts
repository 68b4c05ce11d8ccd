import { OAuthSession, TokenRefreshError } from '@atproto/oauth-client'
import type { OAuthDoubleOptions } from './oauth-session.ts'

/**
 * The official session class over a store and an authorization server that are made up: its transport, its repetitions
 * and its errors are its own.
 */
export function officialSession(options: OAuthDoubleOptions): OAuthSession & { removed?: unknown } {
  const { did, aud, accessToken, refreshToken, renew = async () => 'renewed' } = options
  let token = accessToken
  let isStale = options.isStale ?? false
  let removed: unknown
  const getter = {
    async getSession(sub: string, refresh: boolean | 'auto') {
      if (removed) throw new TokenRefreshError(sub, 'The session was deleted by another process')
      if (refresh === true || (refresh === 'auto' && isStale)) {
        try {
          token = await renew()
          isStale = false
        } catch (error) {
          if (error instanceof TokenRefreshError) removed = error
          throw error
        }
      }
      return {
        tokenSet: {
          aud,
          sub,
          iss: aud,
          scope: 'atproto',
          token_type: 'DPoP',
          access_token: token,
          refresh_token: refreshToken,
        },
      }
    },
    async delStored(_: string, cause: unknown) {
      removed = cause
    },
  }
  const server = {
    dpopKey: {
      algorithms: ['ES256'],
      bareJwk: { kty: 'EC' },
      createJwt: async () => 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.c2ln',
    },
    dpopNonces: new Map<string, string>(),
    serverMetadata: { issuer: aud },
    runtime: { sha256: async () => 'c2hhMjU2' },
    revoke: async () => {},
  }
  type Parts = ConstructorParameters<typeof OAuthSession>
  const session = new OAuthSession(
    server as unknown as Parts[0],
    did as Parts[1],
    getter as unknown as Parts[2],
    options.fetch,
  )
  return Object.defineProperty(session, 'removed', { get: () => removed })
}
