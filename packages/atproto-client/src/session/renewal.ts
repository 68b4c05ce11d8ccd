import { isResponseError } from '@typefed/core'
import {
  type Renewal as AnyRenewal,
  type SessionRules,
  sharedRenewal as sharedRenewalOf,
  type SharedRenewalOptions,
} from '@typefed/core/internal'
import { readText } from '@typefed/core/pipeline'
import { refreshSession } from '../generated/lexicons/com.atproto.server.refreshSession.ts'
import { Session } from './session.ts'

export type { Lock, SharedRenewalOptions } from '@typefed/core/internal'

/**
 * Renews a session. `renew` asks the server; if a newer session is known, it may be given instead.
 *
 * Rejects as `renew` does.
 */
export type Renewal = AnyRenewal<Session>

/** Bytes of a refusal that are looked at. */
const MAX_BODY = 65_536

/** Sessions of passwords. They are kept by their DID. */
export const SESSION_RULES: SessionRules<Session> = {
  keyOf: ({ did }) => did,
  encode: (session) => session.encode(),
  decode: (text) => Session.decode(text),
  lifeOf: ({ accessJwtPayload }) => accessJwtPayload,
  isNewer: (session, than) =>
    session.refreshJwt !== than.refreshJwt &&
    (session.refreshJwtPayload.iat ?? 0) >= (than.refreshJwtPayload.iat ?? 0),
  isRefusal: (error) => isResponseError(error) && refreshSession.errors?.includes(error.error) === true,
  isExpired,
}

/**
 * Makes a renewal for a session that several processes share: it takes what another has renewed from the store, and
 * puts there what it renewed itself before anybody else may look.
 */
export function sharedRenewal(options: SharedRenewalOptions): Renewal {
  return sharedRenewalOf(SESSION_RULES, options)
}

/** 401, or the PDS's 400 `ExpiredToken`. */
async function isExpired(response: Response): Promise<boolean> {
  if (response.status === 401) return true
  if (response.status !== 400 || !response.headers.get('content-type')?.includes('json')) return false
  try {
    const body: unknown = JSON.parse(await readText(response.clone(), MAX_BODY))
    return (body as { error?: unknown } | null)?.error === 'ExpiredToken'
  } catch {
    return false
  }
}
