import {
  type CallOptions,
  type CallSettings,
  checkAnswer,
  DEFAULT_TIMEOUT,
  type FetchInit,
  parseJson,
  readRateLimit,
  requireValid,
  send,
  tell,
  validate,
  ValidationError,
} from '@typefed/core'
import type { Endpoint, ParamOptions } from '@typefed/core/lexicon'
import { bodyOf, pathOf } from './request.ts'

/** Sends a request to the server that a client talks to: `/xrpc/…` and what `fetch` takes. */
export type PathHandler = (path: string, init: FetchInit) => Promise<Response>

/**
 * Calls an endpoint: checks what is sent, sends it, checks what came.
 *
 * @param argument the parameters of a query, the input of a procedure
 */
export async function callEndpoint(
  handler: PathHandler,
  settings: CallSettings,
  endpoint: Endpoint,
  argument: unknown,
  options: CallOptions & Partial<ParamOptions<unknown>> = {},
): Promise<unknown> {
  const { nsid, kind } = endpoint
  const params = (kind === 'query' ? argument : options.params) as object | undefined
  if (endpoint.params) requireValid(`parameters of ${nsid}`, endpoint.params, params ?? {})
  const isJson = typeof endpoint.input === 'object'
  // What need not be said is still a body: servers refuse a procedure without the one that its lexicon has.
  const input = isJson ? (argument ?? {}) : argument
  if (isJson) requireValid(`input of ${nsid}`, endpoint.input, input)

  const body = kind === 'procedure' ? bodyOf(endpoint, input, options.contentType) : {}
  const headers = { ...settings.headers, ...(body.headers as object), ...options.headers }
  const method = kind === 'procedure' ? 'POST' : 'GET'

  return send({
    what: nsid,
    timeout: options.timeout ?? settings.timeout ?? DEFAULT_TIMEOUT,
    signal: options.signal,
    isStream: isRaw(endpoint),
    async send(signal) {
      const response = await handler(pathOf(endpoint, params), {
        ...body,
        method,
        headers,
        signal: signal ?? null,
        retry: options.retry,
      })
      const rateLimit = settings.onRateLimit && readRateLimit(response.headers)
      if (rateLimit) tell(settings.onRateLimit, rateLimit, nsid)
      tell(options.onResponse, { status: response.status, headers: response.headers, url: response.url })
      return response
    },
    read: (response) => readOutput(endpoint, response, { ...settings, ...options }),
  })
}

/** Checks an answer as it would be checked if it had just come. Throws ValidationError. */
export function parseOutput(endpoint: Endpoint, data: unknown): unknown {
  const schema = endpoint.kind === 'subscription' ? endpoint.message : endpoint.output
  if (typeof schema === 'object') {
    const issues = validate(schema, data, 'lenient')
    if (issues) throw new ValidationError(`output of ${endpoint.nsid}`, issues)
  }
  return data
}

async function readOutput(endpoint: Endpoint, response: Response, settings: CallSettings): Promise<unknown> {
  const { output, nsid } = endpoint
  if (isRaw(endpoint)) return response
  const text = await response.text()
  if (output === undefined) return undefined
  const value = parseJson(`output of ${nsid}`, text)
  if (typeof output !== 'string') checkAnswer(`output of ${nsid}`, output, value, settings)
  return value
}

/** Whether the answer is the response itself, to be read by the caller. */
function isRaw({ output }: Endpoint): boolean {
  return typeof output === 'string' && output !== 'application/json'
}
