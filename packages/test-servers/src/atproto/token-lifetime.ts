import { createHmac } from 'node:crypto'
import type { PDS } from '@atproto/pds'

type Tokens = { accessJwt: string }

/**
 * Makes the access tokens of a PDS expire sooner. The server has no setting for it: it signs with a fixed two
 * hours. So the three methods of its account manager that hand out tokens are wrapped, and the token is signed
 * again with an earlier `exp`.
 *
 * @param lifetime milliseconds for the tokens of a DID, asked at each token; undefined leaves the server's own
 */
export function limitAccessTokens(
  server: PDS,
  secret: string,
  lifetime: (did: string) => number | undefined,
): void {
  const manager = server.ctx.accountManager
  const shorten = <T extends Tokens | null>(tokens: T): T => {
    return tokens && { ...tokens, accessJwt: resign(tokens.accessJwt, secret, lifetime) }
  }
  const { createSession, rotateRefreshToken, createAccountAndSession } = manager
  manager.createSession = async (...args) => shorten(await createSession.apply(manager, args))
  manager.rotateRefreshToken = async (...args) => shorten(await rotateRefreshToken.apply(manager, args))
  manager.createAccountAndSession = async (...args) =>
    shorten(await createAccountAndSession.apply(manager, args))
}

function resign(jwt: string, secret: string, lifetime: (did: string) => number | undefined): string {
  const [header, payload = ''] = jwt.split('.')
  const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const ms = lifetime(String(claims['sub']))
  if (ms === undefined) return jwt
  // A token's times are whole seconds. Rounding down: once `ms` have passed, it has surely expired.
  const exp = Math.floor((Date.now() + ms) / 1000)
  const body = `${header}.${Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url')}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}
