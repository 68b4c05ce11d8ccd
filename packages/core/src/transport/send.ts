import { isThrownByHandler } from '../calls/tell.ts'
import { NetworkError } from '../errors/network-error.ts'
import { responseError } from '../errors/status-errors.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { readErrorAnswer } from './answer.ts'

export interface SendOptions<T> {
  /** The name of the call in error messages. It must not hold anything secret. */
  readonly what: string
  /** Milliseconds for the whole call, reading the answer included. 0: no limit. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  /** What no error may repeat, although a server does. */
  readonly secrets?: readonly string[] | undefined
  /** Whether an answer is a success. Default: any status from 200 to 299. */
  readonly isSuccess?: ((response: Response) => boolean) | undefined
  /** The answer is read after the call, as a stream: the signal goes on to end it. Default: false. */
  readonly isStream?: boolean | undefined
  /** Sends the request. */
  readonly send: (signal: AbortSignal | undefined) => Promise<Response>
  /** Reads the answer, if its status is a success. */
  readonly read: (response: Response) => Promise<T>
}

/**
 * One call from request to value.
 *
 * Throws a ResponseError for a status that is not a success, a TimeoutError, a NetworkError if no whole answer came,
 * and the signal's reason if the caller ended it.
 */
export async function send<T>(options: SendOptions<T>): Promise<T> {
  const { what, timeout, signal, isSuccess = ({ ok }) => ok } = options
  signal?.throwIfAborted()
  const limit = timeout > 0 ? new AbortController() : undefined
  const forward = () => limit?.abort(signal?.reason)
  const timer = limit && setTimeout(() => limit.abort(new TimeoutError(what, timeout)), timeout)
  if (limit) signal?.addEventListener('abort', forward)
  let isOpen = false
  try {
    const response = await options.send(limit?.signal ?? signal)
    if (!isSuccess(response)) throw responseError(what, await readErrorAnswer(response, options.secrets))
    const value = await options.read(response)
    isOpen = options.isStream ?? false
    return value
  } catch (error) {
    const reason: unknown = limit?.signal.aborted
      ? limit.signal.reason
      : signal?.aborted
        ? signal.reason
        : undefined
    throw reason ?? asNetworkError(what, error)
  } finally {
    clearTimeout(timer)
    if (!isOpen) signal?.removeEventListener('abort', forward)
  }
}

/** `fetch` reports every failure to connect or to go on as a TypeError, with the reason as its cause. */
function asNetworkError(what: string, error: unknown): unknown {
  if (!(error instanceof TypeError) || isThrownByHandler(error)) return error
  const { cause } = error
  const reason = cause instanceof Error ? ((cause as { code?: string }).code ?? cause.message) : error.message
  return new NetworkError(`${what}: ${reason || error.message}`, { cause: error })
}
