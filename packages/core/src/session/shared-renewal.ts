import type { Store } from '../storage/store.ts'
import { TokenClock, type TokenLife } from './token-clock.ts'

/** The rules of one kind of session. */
export interface SessionRules<S> {
  /** Names the session in a store: the same before and after it is renewed. */
  readonly keyOf: (session: S) => string
  readonly encode: (session: S) => string
  /** Throws for what is no such session. */
  readonly decode: (text: string) => S
  /** The life of its access token. */
  readonly lifeOf: (session: S) => TokenLife
  /** Whether a session of the same key was issued after another. */
  readonly isNewer: (session: S, than: S) => boolean
  /** Whether the server will not renew a session, now or later: as opposed to a limit, a proxy or a failure. */
  readonly isRefusal: (error: unknown) => boolean
  /** Whether a response says that the access token is no longer good. */
  readonly isExpired: (response: Response) => boolean | Promise<boolean>
}

/**
 * Renews a session. `renew` asks the server; if a newer session is known, it may be given instead.
 *
 * Rejects as `renew` does.
 */
export type Renewal<S> = (session: S, renew: (session: S) => Promise<S>) => Promise<S>

/**
 * Runs a task alone among all that ask for the same name: `(name, task) => navigator.locks.request(name, task)`, or a
 * lock of files or of a database.
 */
export type Lock = <T>(name: string, task: () => Promise<T>) => Promise<T>

export interface SharedRenewalOptions {
  /** Where the session is kept. */
  store: Store
  /** Keeps other processes from renewing at the same time. Default: none. */
  lock?: Lock | undefined
  /** Receives what the store threw. The session is not lost by it. */
  onError: (error: unknown) => void
}

/**
 * Makes a renewal for a session that several processes share: it takes what another has renewed from the store, and
 * puts there what it renewed itself before anybody else may look.
 */
export function sharedRenewal<S>(
  rules: SessionRules<S>,
  { store, lock, onError }: SharedRenewalOptions,
): Renewal<S> {
  const newerThan = async (session: S): Promise<S | undefined> => {
    try {
      const key = rules.keyOf(session)
      const text = await store.get(key)
      const saved = text ? rules.decode(text) : undefined
      return saved && rules.keyOf(saved) === key && rules.isNewer(saved, session) ? saved : undefined
    } catch (error) {
      onError(error)
      return undefined
    }
  }
  const save = async (session: S) => {
    try {
      await store.set(rules.keyOf(session), rules.encode(session))
    } catch (error) {
      onError(error)
    }
  }
  return (old, renew) => {
    const task = async () => {
      const saved = await newerThan(old)
      if (saved && !new TokenClock(rules.lifeOf(saved)).isDue()) return saved
      const session = saved ?? old
      try {
        const renewed = await renew(session)
        await save(renewed)
        return renewed
      } catch (error) {
        // Without a lock, another process may have used the token up.
        const other = rules.isRefusal(error) ? await newerThan(session) : undefined
        if (!other) throw error
        return other
      }
    }
    return lock ? lock(`typefed-session-${rules.keyOf(old)}`, task) : task()
  }
}
