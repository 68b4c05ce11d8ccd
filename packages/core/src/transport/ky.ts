import ky, { isNetworkError as isKyNetworkError } from 'ky'
import type { FetchHandler } from './fetch-handler.ts'
import { readRetryDelay } from './rate-limit.ts'

export interface RetryOptions {
  /** Further attempts after the first. Default: 2. */
  limit?: number
  /** Statuses that are tried again. Default: 408, 425, 429, 500, 502, 503, 504. */
  statusCodes?: readonly number[]
  /** Milliseconds before the first further attempt; doubled for each next, with full jitter. Default: 300. */
  initialDelay?: number
  /** Milliseconds that a wait may last. If the server asks for longer, the refusal is handed on. Default: 60,000. */
  maxDelay?: number
}

export interface KyHandlerOptions {
  /** Sends one attempt. Default: the global `fetch`. */
  fetch?: FetchHandler
  retry?: RetryOptions
}

const IDEMPOTENT = new Set(['get', 'head', 'put', 'delete', 'options'])

/**
 * A handler that tries again, with ky: idempotent calls after a network error or one of the status codes, every call
 * after a 429, which says that nothing was done. A body that is a stream is never sent twice.
 *
 * The first attempt goes out directly; ky is only called upon when it failed, so a call that succeeds pays nothing.
 */
export function kyHandler(options: KyHandlerOptions = {}): FetchHandler {
  const { limit = 2, statusCodes = [408, 425, 429, 500, 502, 503, 504] } = options.retry ?? {}
  const { initialDelay = 300, maxDelay = 60_000 } = options.retry ?? {}
  const fetchOnce = options.fetch ?? ((url, init) => fetch(url, init))

  /** Milliseconds to wait before the next attempt, `undefined` if there must be none. */
  function delayAfter(response: Response, method: string, attempt: number): number | undefined {
    if (attempt > limit || !statusCodes.includes(response.status)) return undefined
    if (response.status !== 429 && !IDEMPOTENT.has(method)) return undefined
    const wait = readRetryDelay(response.headers) ?? backoff(attempt)
    return wait <= maxDelay ? wait : undefined
  }

  const backoff = (attempt: number) => Math.random() * Math.min(maxDelay, initialDelay * 2 ** (attempt - 1))

  return async (url, init) => {
    const method = (init.method ?? 'GET').toLowerCase()
    const first = await settle(fetchOnce(url, init))
    if (limit <= 0 || init.retry === false || init.body instanceof ReadableStream || init.signal?.aborted)
      return unwrap(first)
    if (first.response ? delayAfter(first.response, method, 1) === undefined : !IDEMPOTENT.has(method)) {
      return unwrap(first)
    }

    let attempt = 0
    let next: number | undefined
    const request = ky(url, {
      ...(init as object),
      fetch: async () => {
        const { response, error } = attempt === 0 ? first : await settle(fetchOnce(url, init))
        attempt++
        next = response && delayAfter(response, method, attempt)
        if (!response) throw error
        return response
      },
      throwHttpErrors: () => next !== undefined,
      timeout: false,
      retry: {
        limit,
        methods: ['get', 'head', 'put', 'delete', 'options', 'post', 'patch'],
        delay: (count) => next ?? backoff(count),
        shouldRetry: () => next !== undefined || (IDEMPOTENT.has(method) ? undefined : false),
      },
    })
    try {
      return await request
    } catch (error) {
      throw isKyNetworkError(error) ? error.cause : error
    }
  }
}

type Settled = { response: Response; error?: undefined } | { response?: undefined; error: unknown }

async function settle(attempt: Promise<Response>): Promise<Settled> {
  try {
    return { response: await attempt }
  } catch (error) {
    return { error }
  }
}

function unwrap({ response, error }: Settled): Response {
  if (response) return response
  throw error
}
