import { isNetworkError } from '../errors/network-error.ts'
import type { ResponseError } from '../errors/response-error.ts'
import { responseError } from '../errors/status-errors.ts'
import { StreamError } from '../errors/stream-error.ts'
import type { Drop } from './connection.ts'
import type { SocketOptions } from './options.ts'

/** Refusals that may be over the next time: a timeout, too early, too many requests. */
const PASSING_STATUSES = new Set([408, 425, 429])

/** Close codes: what was sent cannot be taken (1003), or breaks the server's rules (1008). */
const FINAL_CODES = new Set([1003, 1008])

/**
 * Finds the error that ends the socket after a connection was lost; `undefined` if it is worth coming back.
 *
 * @param ask makes a plain request to the same address, for the server's reason
 */
export async function finalError(
  what: string,
  { reason, code = 0, text = '', status, error }: Drop,
  { isFinal = (code) => FINAL_CODES.has(code), probe }: SocketOptions,
  ask: () => Promise<ResponseError | undefined>,
  signal: AbortSignal,
): Promise<Error | undefined> {
  if (reason === 'close' && isFinal(code, text)) {
    const said = text && `: ${text}`
    return new StreamError(`${what}: the server ended the stream with code ${code}${said}`, { cause: error })
  }
  if (reason !== 'refused') return undefined
  const found = await probe?.(signal).catch((failure: unknown) => {
    if (!isNetworkError(failure)) throw failure
    return undefined
  })
  if (found === 'retry') return undefined
  if (found || status === undefined || !isFinalStatus(status)) return found
  const refusal = await ask().catch(() => undefined)
  return refusal?.status === status ? refusal : handshakeError(what, status)
}

/** Whether a status that refuses a handshake will not change by itself. */
export function isFinalStatus(status: number): boolean {
  return status === 501 || (status >= 400 && status < 500 && !PASSING_STATUSES.has(status))
}

function handshakeError(what: string, status: number): Error {
  const description = 'the handshake was refused'
  return responseError(what, { status, headers: new Headers(), error: '', description, body: undefined })
}
