import { bearer } from '@typefed/core/internal'
import { sendTo } from '@typefed/core/pipeline'
import { httpUrl } from './address.ts'
import { type Channel, parametersOf } from './channel.ts'
import type { Connecting } from './connecting.ts'

/** Milliseconds for the server to begin a response. */
const CONNECT_TIMEOUT = 10_000

/**
 * Asks for a channel over HTTP. Rejects as a call does: with the ResponseError of a refusal, a NetworkError or a
 * TimeoutError, or the signal's reason.
 */
export async function openEvents(
  connecting: Connecting,
  channel: Channel,
  signal: AbortSignal,
): Promise<Response> {
  const { accessToken, headers, fetch: fetchHandler } = connecting.settings
  const { data } = channel
  const { base } = await connecting.address()
  const url = httpUrl(base, data.path, { ...data.query, ...parametersOf(channel) }).href
  const endpoint = { name: data.stream, method: 'GET', path: data.path, output: 'text/event-stream' } as const
  const args = { timeout: CONNECT_TIMEOUT, signal, ...(headers && { headers }) }
  const response = await sendTo(
    url,
    endpoint,
    args,
    fetchHandler,
    accessToken === undefined ? undefined : bearer(accessToken),
  )
  return response.data as Response
}
