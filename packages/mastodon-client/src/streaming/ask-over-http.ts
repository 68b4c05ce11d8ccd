import { isResponseError, type ResponseError } from '@typefed/core'
import { bearer } from '@typefed/core/internal'
import { plainRequest } from '@typefed/core/socket'
import { socketUrl } from './address.ts'
import { type Channel, parametersOf } from './channel.ts'
import type { Connecting } from './connecting.ts'
import { openEvents } from './open-events.ts'

const DENIALS = new Set([401, 403])

/**
 * Asks over HTTP whether the server would stream a channel, because a WebSocket does not tell. Resolves to its refusal;
 * rejects with a NetworkError or a TimeoutError if it does not answer.
 */
export async function askOverHttp(
  connecting: Connecting,
  channel: Channel,
  signal?: AbortSignal,
): Promise<ResponseError | undefined> {
  const asking = new AbortController()
  const signals = [asking.signal, ...(signal ? [signal] : [])]
  try {
    await openEvents(connecting, channel, AbortSignal.any(signals))
    return undefined
  } catch (error) {
    if (!isResponseError(error)) throw error
    // Other software has no such address: then the one that was opened tells.
    return error.status === 404 ? await askOpened(connecting, channel, error, asking.signal) : error
  } finally {
    asking.abort()
  }
}

/** Asks for the address of the WebSocket by a plain request. A healthy server has it, and refuses the request as such. */
async function askOpened(
  connecting: Connecting,
  channel: Channel,
  missing: ResponseError,
  signal: AbortSignal,
): Promise<ResponseError | undefined> {
  const { accessToken, headers } = connecting.settings
  const { base } = await connecting.address()
  const url = socketUrl(base, { stream: channel.data.stream, ...parametersOf(channel) })
  const auth = accessToken === undefined ? {} : bearer(accessToken)
  const refusal = await plainRequest(
    channel.data.stream,
    url,
    { ...headers, ...auth },
    connecting.secrets,
    signal,
  )
  if (refusal?.status === 404) return missing
  return refusal && DENIALS.has(refusal.status) ? refusal : undefined
}
