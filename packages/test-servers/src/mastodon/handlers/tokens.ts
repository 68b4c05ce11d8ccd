import type { TokenRecord } from '../auth.ts'
import type { Json } from '../document.ts'
import type { World } from '../world/world.ts'

/** Hands out a token. @returns the `Token` entity */
export function issueToken(
  world: World,
  clientId: string,
  accountId: string | undefined,
  scopes: readonly string[],
): Json {
  const token: TokenRecord = {
    value: `sandbox-token-${world.nextId()}`,
    scopes,
    clientId,
    accountId,
    createdAt: Math.floor(Date.now() / 1000),
  }
  world.tokens.set(token.value, token)
  return {
    access_token: token.value,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    created_at: token.createdAt,
  }
}
