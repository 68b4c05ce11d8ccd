import {
  type CallOptions,
  type RateLimit,
  readRateLimit,
  send,
  type Strictness,
  validate,
  type ValidateMode,
  ValidationError,
} from '@typefed/core'
import type { Endpoint, ParamOptions, Schema } from '@typefed/core/lexicon'
import { bodyOf, pathOf } from './request.ts'

/** Sends a request to the server that a client talks to: `/xrpc/…` and what `fetch` takes. */
export type PathHandler = (path: string, init: RequestInit) => Promise<Response>

/** How a client makes its calls. */
export interface CallSettings {
  /** Milliseconds for a whole call. 0: no limit. Default: 30,000. */
  timeout?: number
  /** Sent with every call. */
  headers?: Record<string, string>
  /** What happens to an answer that does not fit its lexicon. Default: `throw`. */
  validate?: ValidateMode
  /** How much of the lexicon an answer must keep. Default: `lenient`. */
  strictness?: Strictness
  /** Is told of an answer that does not fit, in mode `warn`. Default: `console.warn`. */
  onWarning?: (error: ValidationError) => void
  /** Is told what each answer says of the rate limit. */
  onRateLimit?: (rateLimit: RateLimit, nsid: string) => void
}

const DEFAULT_TIMEOUT = 30_000

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
  if (typeof endpoint.input === 'object') requireValid(`input of ${nsid}`, endpoint.input, argument)

  const body = kind === 'procedure' ? bodyOf(endpoint, argument, options.contentType) : {}
  const headers = { ...settings.headers, ...(body.headers as object), ...options.headers }
  const method = kind === 'procedure' ? 'POST' : 'GET'

  return send({
    what: nsid,
    timeout: options.timeout ?? settings.timeout ?? DEFAULT_TIMEOUT,
    signal: options.signal,
    async send(signal) {
      const response = await handler(pathOf(endpoint, params), {
        ...body,
        method,
        headers,
        signal: signal ?? null,
      })
      const rateLimit = settings.onRateLimit && readRateLimit(response.headers)
      if (rateLimit) settings.onRateLimit?.(rateLimit, nsid)
      options.onResponse?.({ status: response.status, headers: response.headers, url: response.url })
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
  if (typeof output === 'string' && output !== 'application/json') return response
  const text = await response.text()
  if (output === undefined) return undefined
  const value = parseJson(nsid, text)
  if (typeof output !== 'string') checkAnswer(`output of ${nsid}`, output, value, settings)
  return value
}

/** Does with what a server sent as the settings say: throw ValidationError, warn, or not look. */
export function checkAnswer(
  what: string,
  schema: Schema<unknown>,
  value: unknown,
  { validate: mode = 'throw', strictness = 'lenient', onWarning = console.warn }: CallSettings,
): void {
  const issues = mode === 'off' ? undefined : validate(schema, value, strictness)
  if (!issues) return
  const error = new ValidationError(what, issues)
  if (mode === 'throw') throw error
  onWarning(error)
}

function parseJson(nsid: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const kind = text === '' ? 'an empty body' : 'a body that is not JSON'
    throw new ValidationError(`output of ${nsid}`, [
      { path: [], expected: 'JSON', received: kind, message: `expected JSON, got ${kind}` },
    ])
  }
}

function requireValid(what: string, schema: Schema<unknown>, value: unknown): void {
  const issues = validate(schema, value, 'strict')
  if (issues) throw new ValidationError(what, issues)
}
