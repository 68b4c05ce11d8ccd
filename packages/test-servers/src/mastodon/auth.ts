import { Refusal } from './answer.ts'
import type { ApiDocument, Operation } from './document.ts'
import { existsIn } from './version.ts'

/** A token that the sandbox has handed out. */
export interface TokenRecord {
  value: string
  scopes: readonly string[]
  clientId: string
  /** Undefined: a token of the client itself. */
  accountId: string | undefined
  /** Seconds since 1970. */
  createdAt: number
}

/** All scopes that a server of `version` knows. */
export function scopesAt(document: ApiDocument, version: string): string[] {
  return [...document.scopes].filter(([, scope]) => existsIn(version, scope)).map(([name]) => name)
}

/** Whether what was granted does for `wanted`: by itself or by a wider scope. */
export function covers(document: ApiDocument, granted: readonly string[], wanted: string): boolean {
  return granted.some(
    (scope) => scope === wanted || (document.scopes.get(scope)?.grants.includes(wanted) ?? false),
  )
}

/**
 * Lets a call pass or not, as the document's security says.
 *
 * @throws Refusal 401 without a token of the right kind, 403 without the scopes
 */
export function authorize(
  document: ApiDocument,
  { security }: Pick<Operation, 'security'>,
  token: TokenRecord | undefined,
): void {
  if (security.length === 0) return
  if (!token) {
    if (security.some((requirement) => Object.keys(requirement).length === 0)) return
    throw new Refusal(401, 'The access token is invalid')
  }
  const fitting = security.filter((requirement) => {
    const schemes = Object.keys(requirement)
    return schemes.length === 0 || schemes.includes('app') || token.accountId !== undefined
  })
  if (fitting.length === 0) throw new Refusal(401, 'This method requires an authenticated user')
  const asked = fitting.filter((requirement) => Object.keys(requirement).length > 0)
  if (asked.length === 0) return
  const enough = asked.some((requirement) =>
    Object.values(requirement).every((scopes) =>
      scopes.every((scope) => covers(document, token.scopes, scope)),
    ),
  )
  if (!enough) throw new Refusal(403, 'This action is outside the authorized scopes')
}
