import ky, { isNetworkError as isKyNetworkError } from 'ky'
import { isThrownByHandler } from '../base/notify.ts'
import { readRetryDelay } from '../base/rate-limit.ts'
import { TypefedError } from '../errors/typefed-error.ts'
import { type FetchHandler, globalFetch } from './fetch-handler.ts'
import { type Failure, requestKind, type RequestKind, RETRY_RULES } from './retry-rules.ts'

export interface RetryOptions {
  /** Further attempts after the first. Default: 2. */
  limit?: number
  /** Statuses after which an idempotent request is sent again. Default: 408, 425, 429, 500, 502, 503, 504. */
  statusCodes?: readonly number[]
  /** Milliseconds before the first further attempt; doubled for each next, with full jitter. Default: 300. */
  initialDelay?: number
  /** Milliseconds that a wait may last. If the server asks for longer, the refusal is returned. Default: 60,000. */
  maxDelay?: number
}

export interface KyHandlerOptions {
  /** Sends one attempt. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** `false`: no retry. */
  retry?: RetryOptions | false
}

/**
 * A handler that retries with ky, by the rules of `RETRY_RULES`. A body that is a stream is never sent twice.
 *
 * The first attempt goes out directly; ky is only used when it failed, so a call that succeeds pays nothing.
 */
export function kyHandler(options: KyHandlerOptions = {}): FetchHandler {
  const { limit = 2, statusCodes, initialDelay = 300, maxDelay = 60_000 } = options.retry || {}
  const send = options.fetch ?? globalFetch
  const backoff = (attempt: number) => Math.random() * Math.min(maxDelay, initialDelay * 2 ** (attempt - 1))

  return async (url, init) => {
    // A handler behind this one must not retry as well.
    const attempt = () => settle(send(url, { ...init, retry: false }))
    const failures = failuresOf(requestKind(init.method, init.headers), statusCodes)

    /** Milliseconds to wait before the next attempt, `undefined` if there must be none. */
    function delayAfter({ response, error }: Settled, count: number): number | undefined {
      // An error of ours is final: a session that has ended, a renewal that was retried already.
      if (init.signal?.aborted || error instanceof TypefedError || isThrownByHandler(error)) return undefined
      if (!(count <= limit) || !failures.includes(response?.status ?? 'lost')) return undefined
      const delay = (response && readRetryDelay(response.headers)) ?? backoff(count)
      return delay <= maxDelay ? delay : undefined
    }

    let count = 1
    let last = await attempt()
    let next = delayAfter(last, count)
    const isFinal = options.retry === false || init.retry === false || init.body instanceof ReadableStream
    if (isFinal || next === undefined) return unwrap(last)

    let isSent = true
    const request = ky('https://retry.invalid', {
      ...(init.signal && { signal: init.signal }),
      fetch: async () => {
        if (!isSent) {
          last = await attempt()
          next = delayAfter(last, ++count)
        }
        isSent = false
        if (next !== undefined)
          init.onRetry?.({ attempt: count, delay: next, failure: last.response ?? last.error })
        return unwrap(last)
      },
      throwHttpErrors: () => next !== undefined,
      timeout: false,
      retry: {
        // `delayAfter` counts; ky refuses Infinity.
        limit: Number.MAX_SAFE_INTEGER,
        delay: (attempt) => next ?? backoff(attempt),
        shouldRetry: () => next !== undefined,
      },
    })
    try {
      return await request
    } catch (error) {
      // ky wraps the error of the last attempt, but not one that has the name of its own.
      throw isKyNetworkError(error) ? last.error : error
    }
  }
}

function failuresOf(kind: RequestKind, statusCodes: readonly number[] | undefined): readonly Failure[] {
  if (!statusCodes) return RETRY_RULES[kind]
  if (kind === 'idempotent') return ['lost', ...statusCodes]
  return RETRY_RULES[kind].filter((failure) => failure === 'lost' || statusCodes.includes(failure))
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
