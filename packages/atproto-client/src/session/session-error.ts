import { UnauthorizedError } from '@typefed/core'

/** The session was ended by the server: its renewal was refused, or its token revoked. */
export const SESSION_EXPIRED = 'SessionExpired'

/**
 * Turns the errors of an OAuth client's session into those that `fetch` and a password session throw. They are told by
 * their shape, since bundlers change names: a failed request has a `request`, which shows the token, and the error of
 * `fetch` as its cause; a renewal that was refused has the `sub` of the account.
 */
export function toSessionError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if ('request' in error && error.cause instanceof Error) return error.cause
  if (!('sub' in error)) return error
  const { error: reason } = (error.cause ?? {}) as { error?: unknown }
  return new UnauthorizedError('session', {
    status: 401,
    headers: new Headers(),
    error: SESSION_EXPIRED,
    description:
      typeof reason === 'string'
        ? `the renewal was refused (${reason})`
        : 'the session has ended: log in again',
    body: undefined,
  })
}
