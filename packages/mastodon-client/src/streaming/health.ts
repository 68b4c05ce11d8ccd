import { isResponseError, send } from '@typefed/core'
import type { Floor } from '../version/since.ts'
import { httpUrl } from './address.ts'
import { Connecting } from './connecting.ts'
import type { StreamingHost } from './host.ts'

const TIMEOUT = 10_000

/**
 * Whether the server that streams says that it is well. It is asked where it is, which may be another host; no token is
 * sent. Throws NetworkError or TimeoutError if it does not answer.
 */
export async function streamingHealth(client: StreamingHost<Floor>, signal?: AbortSignal): Promise<boolean> {
  const connecting = new Connecting(client)
  const { base } = await connecting.address()
  const { fetch: fetchHandler = fetch } = connecting.settings
  try {
    return await send({
      what: 'getStreamingHealth',
      timeout: TIMEOUT,
      signal,
      send: (sending) =>
        fetchHandler(httpUrl(base, '/api/v1/streaming/health').href, { signal: sending ?? null }),
      read: async (response) => (await response.text()).trim() === 'OK',
    })
  } catch (error) {
    if (isResponseError(error)) return false
    throw error
  }
}
