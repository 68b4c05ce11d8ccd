import { isResponseError, type ResponseError } from '@typefed/core'
import type { Channel } from './channel.ts'
import type { Connecting } from './connecting.ts'
import { openEvents } from './open-events.ts'

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
    if (isResponseError(error)) return error
    throw error
  } finally {
    asking.abort()
  }
}
