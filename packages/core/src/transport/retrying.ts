import type { FetchHandler } from './fetch-handler.ts'
import type { KyHandlerOptions } from './ky.ts'

/**
 * A handler that tries again as `kyHandler` does, and loads ky with the first request: importing a client does not wait
 * for it.
 */
export function retryingHandler(options: KyHandlerOptions = {}): FetchHandler {
  let loading: Promise<FetchHandler> | undefined
  const load = async () => (await import('./ky.ts')).kyHandler(options)
  return async (url, init) => {
    loading ??= load()
    // What could not be loaded is asked for again by the next call.
    const handler = await loading.catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return handler(url, init)
  }
}
