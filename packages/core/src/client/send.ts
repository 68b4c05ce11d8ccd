import { mayHaveHappened, reasonOf } from '../base/failure.ts'
import { isThrownByHandler, notify } from '../base/notify.ts'
import { orAbort } from '../base/or-abort.ts'
import { readRateLimit } from '../base/rate-limit.ts'
import type { CallFacts } from '../errors/call-facts.ts'
import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { TypefedError } from '../errors/typefed-error.ts'
import { type FetchHandler, globalFetch, type Retry } from '../transport/fetch-handler.ts'
import type { Endpoint } from './endpoint.ts'
import { type ApiResponse, DEFAULT_TIMEOUT } from './options.ts'
import { type ApiRequest, type CallArgs, prepare, writeForm } from './prepare.ts'
import { isRaw, isSuccess, readOutput, readRequestId } from './read.ts'
import { sendAndFollow, type Transport } from './redirects.ts'
import { readRefusal } from './refusal.ts'
import { hideSecrets } from './secrets.ts'

/** Receives the events of a call, for a log. */
export type Observer = (event: CallEvent, request: ApiRequest) => void

export type CallEvent =
  | { readonly type: 'request' }
  | ({ readonly type: 'retry' } & Retry)
  | { readonly type: 'response'; readonly status: number; readonly duration: number }
  | { readonly type: 'error'; readonly error: unknown; readonly duration: number }

/** The ways of a client to its server. */
export interface ClientContext extends Transport {
  readonly observe?: Observer | undefined
  /** Waits for what must be known before the request is sent. Rejects for a call that must not be sent. */
  readonly admit?: ((request: ApiRequest) => Promise<void> | undefined) | undefined
}

/**
 * Makes one call, from request to value.
 *
 * Throws a ResponseError for a status that is not a success, a TimeoutError, a NetworkError if no whole response came,
 * a ValidationError for a response that does not fit, and the signal's reason if the caller ended it.
 */
export async function send(context: ClientContext, request: ApiRequest): Promise<ApiResponse<unknown>> {
  const { endpoint, init, settings } = request
  const { signal, timeout = DEFAULT_TIMEOUT } = settings
  signal?.throwIfAborted()
  const start = performance.now()
  const limit = new AbortController()
  const facts = { attempts: 0, mayHaveHappened: false }
  init.signal = limit.signal
  let waitsUntil = 0
  init.onRetry = (retry) => {
    waitsUntil = performance.now() + retry.delay
    facts.attempts = retry.attempt + 1
    facts.mayHaveHappened ||= mayHaveHappened(init.method, retry.failure)
    context.observe?.({ type: 'retry', ...retry }, request)
  }
  const forward = () => limit.abort(signal?.reason)
  const timer =
    timeout > 0 &&
    setTimeout(
      () => {
        // While a call waits for its next attempt, nothing is under way.
        const isWaiting = performance.now() < waitsUntil
        const attempts = facts.attempts - Number(isWaiting)
        const mayHaveHappened = facts.mayHaveHappened || (attempts > 0 && !isWaiting && init.method !== 'GET')
        limit.abort(new TimeoutError(endpoint.name, timeout, { attempts, mayHaveHappened }))
      },
      // A longer timer would end at once.
      Math.min(timeout, 2_147_483_647),
    )
  signal?.addEventListener('abort', forward)
  let isOpen = false
  try {
    context.observe?.({ type: 'request' }, request)
    // A handler, a session or a server that never answers must not keep the caller.
    const response = await orAbort(exchange(context, request, facts), limit.signal)
    isOpen = isRaw(endpoint)
    context.observe?.(
      { type: 'response', status: response.status, duration: performance.now() - start },
      request,
    )
    return response
  } catch (cause) {
    const error = limit.signal.aborted ? limit.signal.reason : toCallError(context, request, facts, cause)
    context.observe?.({ type: 'error', error, duration: performance.now() - start }, request)
    throw error
  } finally {
    if (timer) clearTimeout(timer)
    // The signal also ends a response that the caller reads.
    if (!isOpen) signal?.removeEventListener('abort', forward)
  }
}

type Facts = { -readonly [Name in keyof CallFacts]: CallFacts[Name] }

async function exchange(
  context: ClientContext,
  request: ApiRequest,
  facts: Facts,
): Promise<ApiResponse<unknown>> {
  const { endpoint, init, settings } = request
  await context.admit?.(request)
  await writeForm(request)
  facts.attempts = 1
  const response = await sendAndFollow(context, request)
  const { status, headers, url } = response
  request.address = () => {
    const address = url || URL.parse(request.url, context.server?.())?.href || request.url
    return hideSecrets(address.replace(/[?#].*/s, ''), request.secrets)
  }
  const rateLimit = settings.onRateLimit && readRateLimit(headers)
  if (rateLimit) notify(settings.onRateLimit, rateLimit, endpoint.name)
  const info = (data?: unknown): ApiResponse<unknown> => ({
    data,
    status,
    headers,
    url,
    get requestId() {
      return readRequestId(headers)
    },
  })
  if (settings.onResponse) notify(settings.onResponse, info())
  if (!isSuccess(endpoint, response)) {
    facts.mayHaveHappened ||= mayHaveHappened(init.method, response)
    throw await readRefusal(request, response, facts)
  }
  // Whatever fails from here on, the server has done what was asked.
  facts.mayHaveHappened = init.method !== 'GET'
  return info(await readOutput(request, response, facts))
}

/** Makes an error of ours of a failure, without anything secret in it or its cause. */
function toCallError(context: ClientContext, request: ApiRequest, facts: Facts, cause: unknown): unknown {
  const { endpoint, init, secrets, url } = request
  // Before the request was sent, the error is that of the caller's own stream.
  if (facts.attempts === 0 || cause instanceof TypefedError || isThrownByHandler(cause)) return cause
  const host = URL.parse(url, context.server?.())?.host ?? 'the server'
  return new NetworkError(
    `${endpoint.name}: ${host} could not be reached (${hideSecrets(reasonOf(cause), secrets)})`,
    {
      cause: cleanCause(cause, secrets),
      attempts: facts.attempts,
      mayHaveHappened: facts.mayHaveHappened || (facts.attempts > 0 && mayHaveHappened(init.method, cause)),
    },
  )
}

/** A cause without secrets: the error itself, or a copy where it holds one, or another library's request. */
function cleanCause(error: unknown, secrets: Set<string>, depth = 8): unknown {
  // A cause may be its own cause.
  if (!(error instanceof Error) || depth === 0) return undefined
  const inner = cleanCause(error.cause, secrets, depth - 1)
  if ('request' in error && inner) return inner
  const { name, message, stack = '', code } = error as Error & { code?: unknown }
  const hide = (text: string) => hideSecrets(text, secrets)
  const isClean = Reflect.ownKeys(error).every((key) => {
    const value: unknown = Reflect.get(error, key)
    return value === inner || (typeof value === 'string' ? hide(value) === value : Object(value) !== value)
  })
  if (isClean && inner === error.cause) return error
  const copy = Object.assign(new Error(hide(message), { cause: inner }), { name: hide(name) })
  copy.stack = hide(stack)
  return typeof code === 'string' ? Object.assign(copy, { code: hide(code) }) : copy
}

/**
 * Sends one request to an address, outside of any client. Throws as `send` does, and ValidationError as `prepare` does.
 *
 * @param credentials headers that only this host may get
 */
export function sendTo(
  url: string,
  endpoint: Endpoint,
  args: CallArgs,
  fetchHandler: FetchHandler = globalFetch,
  credentials?: Record<string, string>,
): Promise<ApiResponse<unknown>> {
  const context = { send: fetchHandler, sendElsewhere: fetchHandler }
  return send(context, prepare(endpoint, args, {}, url, credentials))
}
