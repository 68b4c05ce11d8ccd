import { Refusal } from './answer.ts'
import type { ApiDocument, Operation } from './document.ts'
import { loadFacts } from './facts/known.ts'
import { compareVersions, existsIn } from './version.ts'

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

/** The security of an operation at a version: who follows whom is listed to everybody only since 4.0. */
export function securityAt(operation: Operation, version: string): Pick<Operation, 'security'> {
  const { id, security } = operation
  if (isOpen(operation)) return { security: [...security, {}] }
  const wantsToken = /^listFollow(?:ers|ing)$/.test(id) && compareVersions(version, '4.0.0') < 0
  return { security: wantsToken ? [{ user: [] }] : security }
}

/** Whether what was granted does for `wanted`: by itself or by a wider scope. */
export function covers(document: ApiDocument, granted: readonly string[], wanted: string): boolean {
  return granted.some(
    (scope) => scope === wanted || (document.scopes.get(scope)?.grants.includes(wanted) ?? false),
  )
}

const WITHOUT_TOKEN: Readonly<Record<number, string>> = {
  401: 'The access token is invalid',
  403: 'This action is not allowed',
  404: 'Record not found',
  422: 'This method requires an authenticated user',
}

/** Lists that are open to everybody, who then get what everybody sees. */
const OPEN = /^adminListTrending(?:Links|Statuses|Tags)$/

/** Whether an operation that wants a permission answers those without it too, or without a token. */
export function isOpen({ id }: Pick<Operation, 'id'>): boolean {
  return OPEN.test(id)
}

/** Refuses a call without the token that it needs; the status depends on what the server looks at first. */
export function refuseWithoutToken({ id, method, permissions }: Operation, version: string): Refusal {
  const isAdminWrite = permissions.length > 0 && method !== 'GET'
  const status = isAdminWrite && version === '3.5.0' ? 422 : (loadFacts().get(id)?.noToken ?? 401)
  return new Refusal(status, WITHOUT_TOKEN[status] ?? 'Refused')
}

/**
 * Lets a call pass or not, as the document's security says.
 *
 * @param refusal of a call without the token that it needs
 * @throws Refusal 401 with a token of the wrong kind, 403 without the scopes
 */
export function authorize(
  document: ApiDocument,
  { security }: Pick<Operation, 'security'>,
  token: TokenRecord | undefined,
  refusal = new Refusal(401, WITHOUT_TOKEN[401] ?? ''),
): void {
  if (security.length === 0) return
  if (!token) {
    if (security.some((requirement) => Object.keys(requirement).length === 0)) return
    throw refusal
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
