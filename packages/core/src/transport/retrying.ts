import type { FetchHandler } from './fetch-handler.ts'
import type { KyHandlerOptions } from './ky.ts'

/**
 * A handler that retries as `kyHandler` does, and loads ky with the first request: importing a client does not wait
 * for it.
 */
export function retryingHandler(options: KyHandlerOptions = {}): FetchHandler {
  let loading: Promise<FetchHandler> | undefined
  const load = async () => (await import('./ky.ts')).kyHandler(options)
  return async (url, init) => {
    loading ??= load()
    // The next call asks again for a module that could not be loaded.
    const handler = await loading.catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return handler(url, init)
  }
}
