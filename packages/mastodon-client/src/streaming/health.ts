import { isResponseError } from '@typefed/core'
import { sendTo } from '@typefed/core/pipeline'
import type { Floor } from '../version/since.ts'
import { httpUrl } from './connection/address.ts'
import { ConnectionContext } from './connection/context.ts'
import type { StreamingHost } from './options.ts'

const TIMEOUT = 10_000

/**
 * Asks whether the server that streams is well. It is asked where it is, which may be another host; no token is
 * sent. Throws NetworkError or TimeoutError if it does not answer.
 */
export async function streamingHealth(client: StreamingHost<Floor>, signal?: AbortSignal): Promise<boolean> {
  const context = new ConnectionContext(client)
  const { base } = await context.address()
  const endpoint = { name: 'getStreamingHealth', method: 'GET', path: '', output: 'text/plain' } as const
  const url = httpUrl(base, '/api/v1/streaming/health').href
  try {
    const { data } = await sendTo(
      url,
      endpoint,
      { timeout: TIMEOUT, ...(signal && { signal }) },
      context.settings.fetch,
    )
    return String(data).trim() === 'OK'
  } catch (error) {
    if (isResponseError(error)) return false
    throw error
  }
}
