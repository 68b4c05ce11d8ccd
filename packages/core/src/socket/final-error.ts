import { isNetworkError } from '../errors/network-error.ts'
import { responseError } from '../errors/status-errors.ts'
import { StreamError } from '../errors/stream-error.ts'
import type { Drop } from './connection.ts'
import type { SocketOptions } from './options.ts'

/** Refusals that may be over the next time: a timeout, too early, too many requests. */
const PASSING_STATUSES = new Set([408, 425, 429])

/** Close codes: what was sent cannot be taken (1003), or breaks the server's rules (1008). */
const FINAL_CODES = new Set([1003, 1008])

/** What ends the socket after a connection was lost; `undefined` if it is worth coming back. */
export async function finalError(
  what: string,
  drop: Drop,
  { isFinal = (code) => FINAL_CODES.has(code), probe }: SocketOptions,
  signal: AbortSignal,
): Promise<Error | undefined> {
  const { reason, code = 0, text = '', status } = drop
  if (reason === 'close' && isFinal(code, text)) {
    const said = text && `: ${text}`
    return new StreamError(`${what}: the server ended the stream with code ${code}${said}`, {
      cause: drop.error,
    })
  }
  if (reason !== 'refused') return undefined
  if (status !== undefined) return isFinalStatus(status) ? refusal(what, status) : undefined
  try {
    return await probe?.(signal)
  } catch (error) {
    if (isNetworkError(error)) return undefined
    throw error
  }
}

/** Whether a status that refuses a handshake will not change by itself. */
export function isFinalStatus(status: number): boolean {
  return status === 501 || (status >= 400 && status < 500 && !PASSING_STATUSES.has(status))
}

function refusal(what: string, status: number): Error {
  const description = 'the handshake was refused'
  return responseError(what, { status, headers: new Headers(), error: '', description, body: undefined })
}
