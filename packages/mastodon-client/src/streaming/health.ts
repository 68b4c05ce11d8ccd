import { isResponseError } from '@typefed/core'
import { sendTo } from '@typefed/core/pipeline'
import type { Floor } from '../version/since.ts'
import { httpUrl } from './address.ts'
import { Connecting } from './connecting.ts'
import type { StreamingHost } from './host.ts'

const TIMEOUT = 10_000

/**
 * Asks whether the server that streams is well. It is asked where it is, which may be another host; no token is
 * sent. Throws NetworkError or TimeoutError if it does not answer.
 */
export async function streamingHealth(client: StreamingHost<Floor>, signal?: AbortSignal): Promise<boolean> {
  const connecting = new Connecting(client)
  const { base } = await connecting.address()
  const endpoint = { name: 'getStreamingHealth', method: 'GET', path: '', output: 'text/plain' } as const
  const url = httpUrl(base, '/api/v1/streaming/health').href
  try {
    const { data } = await sendTo(
      url,
      endpoint,
      { timeout: TIMEOUT, ...(signal && { signal }) },
      connecting.settings.fetch,
    )
    return String(data).trim() === 'OK'
  } catch (error) {
    if (isResponseError(error)) return false
    throw error
  }
}
