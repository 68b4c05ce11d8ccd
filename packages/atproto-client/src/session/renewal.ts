import { isResponseError, type Store } from '@typefed/core'
import { refreshSession } from '../generated/lexicons/com.atproto.server.refreshSession.ts'
import { TokenClock } from './expiry.ts'
import { Session } from './session.ts'

/**
 * Renews a session. `renew` asks the server; who knows of a newer session may give that instead.
 *
 * Rejects as `renew` does.
 */
export type Renewal = (session: Session, renew: (session: Session) => Promise<Session>) => Promise<Session>

/**
 * Runs a task alone among all that ask for the same name: `(name, task) => navigator.locks.request(name, task)`, or a
 * lock of files or of a database.
 */
export type Lock = <T>(name: string, task: () => Promise<T>) => Promise<T>

export interface SharedRenewalOptions {
  /** Where the session is kept, by its DID. */
  store: Store
  /** Keeps other processes from renewing at the same time. Default: none. */
  lock?: Lock | undefined
  /** Is told what the store threw. The session is not lost by it. */
  onError: (error: unknown) => void
}

/**
 * A renewal for a session that several processes share: it takes what another has renewed from the store, and puts
 * there what it renewed itself before anybody else may look.
 */
export function sharedRenewal({ store, lock, onError }: SharedRenewalOptions): Renewal {
  const newerThan = async (session: Session) => {
    try {
      return await readNewer(store, session)
    } catch (error) {
      onError(error)
      return undefined
    }
  }
  const save = async (session: Session) => {
    try {
      await store.set(session.did, session.encode())
    } catch (error) {
      onError(error)
    }
  }
  return (old, renew) => {
    const task = async () => {
      const saved = await newerThan(old)
      if (saved && !new TokenClock(saved).isDue()) return saved
      const session = saved ?? old
      try {
        const renewed = await renew(session)
        await save(renewed)
        return renewed
      } catch (error) {
        // Without a lock, another process may have used the token up.
        const other = isRefusal(error) ? await newerThan(session) : undefined
        if (!other) throw error
        return other
      }
    }
    return lock ? lock(`typefed-session-${old.did}`, task) : task()
  }
}

/** The session that is kept, if it was issued after this one. */
async function readNewer(store: Store, session: Session): Promise<Session | undefined> {
  const text = await store.get(session.did)
  if (!text) return undefined
  const saved = Session.decode(text)
  if (saved.did !== session.did || saved.refreshJwt === session.refreshJwt) return undefined
  return (saved.refreshJwtPayload.iat ?? 0) >= (session.refreshJwtPayload.iat ?? 0) ? saved : undefined
}

/** Whether the server will not renew this session, now or later: as opposed to a limit, a proxy or a failure. */
export function isRefusal(error: unknown): boolean {
  return isResponseError(error) && refreshSession.errors?.includes(error.error) === true
}
