import { readText } from '@typefed/core/pipeline'
import type { Session } from './session.ts'

const MARGIN = 30_000
const MARGIN_SHARE = 0.1
/** Bytes of a refusal that are looked at. */
const MAX_BODY = 65_536

/**
 * Tells when a token should be renewed: half a minute before it expires, or, for short lives, when a tenth is left.
 *
 * A token that was just received tells by how much the server's clock differs from ours.
 */
export class TokenClock {
  readonly #due: number
  readonly #end: number

  /** @param receivedAt milliseconds since 1970, if the token is new */
  constructor(session: Session, receivedAt?: number) {
    const { iat, exp } = session.accessJwtPayload
    if (exp === undefined) {
      this.#due = this.#end = Infinity
      return
    }
    const lifetime = iat === undefined ? Infinity : (exp - iat) * 1000
    const skew = receivedAt === undefined || iat === undefined ? 0 : receivedAt - iat * 1000
    // `iat` is whole seconds: a difference below one is no difference.
    const offset = Math.abs(skew) < 2_000 ? 0 : skew
    this.#end = exp * 1000 + offset
    this.#due = this.#end - Math.min(MARGIN, lifetime * MARGIN_SHARE)
  }

  isDue(now: number = Date.now()): boolean {
    return now >= this.#due
  }

  isOver(now: number = Date.now()): boolean {
    return now >= this.#end
  }
}

/** Whether a response says that the access token is no longer good: 401, or the PDS's 400 `ExpiredToken`. */
export async function isExpiredAnswer(response: Response): Promise<boolean> {
  if (response.status === 401) return true
  if (response.status !== 400 || !response.headers.get('content-type')?.includes('json')) return false
  try {
    const body: unknown = JSON.parse(await readText(response.clone(), MAX_BODY))
    return (body as { error?: unknown } | null)?.error === 'ExpiredToken'
  } catch {
    return false
  }
}
