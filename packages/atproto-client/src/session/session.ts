import { validationError } from '@typefed/core/internal'
import { decodeToken, type TokenPayload } from './jwt.ts'

/** What a session is made of. */
export interface SessionData {
  readonly handle: string
  readonly did: string
  readonly accessJwt: string
  readonly refreshJwt: string
  /** The account's server: `https://porcini.us-east.host.bsky.network`. */
  readonly pdsEndpoint: string
}

const PARTS = ['handle', 'did', 'accessJwt', 'refreshJwt', 'pdsEndpoint'] as const
const SEPARATOR = ':::'
const FORM = 'handle:::did:::accessJwt:::refreshJwt:::https://…'
const DEFAULT_ENDPOINT = 'https://bsky.social'

/**
 * A logged-in account: its names, its tokens and its server. It never changes; a refresh makes a new one.
 *
 * Its text form is that of the Python library, so either reads what the other wrote.
 */
export class Session implements SessionData {
  readonly handle: string
  readonly did: string
  readonly pdsEndpoint: string
  // Private, so that printing a session does not show them.
  readonly #accessJwt: string
  readonly #refreshJwt: string

  /** Throws ValidationError if a part is missing. */
  constructor(data: SessionData) {
    for (const name of PARTS) {
      const value: unknown = data?.[name]
      if (typeof value !== 'string')
        throw validationError(
          'session',
          [name],
          'a string',
          value === undefined ? 'nothing' : 'another value',
        )
    }
    this.handle = data.handle
    this.did = data.did
    this.#accessJwt = data.accessJwt
    this.#refreshJwt = data.refreshJwt
    this.pdsEndpoint = URL.parse(data.pdsEndpoint)?.origin ?? data.pdsEndpoint
  }

  /**
   * Reads what `encode` wrote, or the older form without the server. Throws a TypeError that does not repeat the text
   * if it is neither.
   */
  static decode(text: string): Session {
    const parts = text.trim().split(SEPARATOR)
    const [handle, did, accessJwt, refreshJwt, pdsEndpoint = DEFAULT_ENDPOINT] = parts
    if (
      parts.length < 4 ||
      parts.length > 5 ||
      !handle ||
      !did?.startsWith('did:') ||
      !accessJwt ||
      !refreshJwt ||
      !/^https?:/.test(pdsEndpoint) ||
      !URL.canParse(pdsEndpoint)
    ) {
      throw new TypeError(`This is not a session: expected ${FORM}, got ${parts.length} part(s)`)
    }
    return new Session({ handle, did, accessJwt, refreshJwt, pdsEndpoint })
  }

  /** All of it as one line of text. It holds the tokens: keep it as you keep a password. */
  encode(): string {
    return PARTS.map((name) => this[name]).join(SEPARATOR)
  }

  /** Makes a session like this one but for some of its parts. */
  copy(changes: Partial<SessionData> = {}): Session {
    return new Session({ ...this.toJSON(), ...changes })
  }

  get accessJwt(): string {
    return this.#accessJwt
  }

  get refreshJwt(): string {
    return this.#refreshJwt
  }

  get accessJwtPayload(): TokenPayload {
    return decodeToken(this.accessJwt)
  }

  get refreshJwtPayload(): TokenPayload {
    return decodeToken(this.refreshJwt)
  }

  toJSON(): SessionData {
    const { handle, did, accessJwt, refreshJwt, pdsEndpoint } = this
    return { handle, did, accessJwt, refreshJwt, pdsEndpoint }
  }

  /** Without the tokens, so that a log does not hold them. */
  toString(): string {
    return `Session(${this.handle}, ${this.did})`
  }
}
