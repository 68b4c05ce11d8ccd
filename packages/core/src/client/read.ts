import type { CallFacts } from '../errors/call-facts.ts'
import { NetworkError } from '../errors/network-error.ts'
import { validate } from '../wire/index.ts'
import { beginningOf, checkResponse, parseJson } from './checks.ts'
import type { Endpoint } from './endpoint.ts'
import { DEFAULT_MAX_RESPONSE_BYTES } from './options.ts'
import type { ApiRequest } from './prepare.ts'
import { isRedirect, mayRedirect } from './redirects.ts'
import { hideSecrets } from './secrets.ts'

/** Reads the response to a request, and checks it as the settings say. */
export async function readOutput(
  { address, endpoint, secrets, settings }: ApiRequest,
  response: Response,
  facts: CallFacts,
): Promise<unknown> {
  const { name, output, statuses } = endpoint
  if (isRaw(endpoint)) return response
  const { maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES } = settings
  const text = await readText(
    response,
    maxResponseBytes,
    () => new NetworkError(`${name}: the response has more than ${maxResponseBytes} bytes`, facts),
  )
  if (output === undefined) return undefined
  if (isText(output)) return text
  if (text === '' && typeof output === 'object') {
    if (response.status === 204 && statuses?.includes(204)) return undefined
    // Where an empty object is a response, servers are known to send nothing at all.
    if (!validate(output, {}, 'lenient')) return {}
  }
  const hide = (value: string) => hideSecrets(value, secrets)
  const what = () => `response of ${name} (${response.status} from ${address?.() ?? ''})`
  const value = parseJson(what, text, hide)
  if (typeof output === 'object') checkResponse(what, output, value, settings, () => beginningOf(text, hide))
  return value
}

/** Whether the output is the response itself, to be read by the caller. */
export function isRaw(endpoint: Endpoint): boolean {
  const { output } = endpoint
  const isBinary = typeof output === 'string' && output !== 'application/json' && !isText(output)
  return isBinary || mayRedirect(endpoint)
}

/** Whether a response is a success of the endpoint. */
export function isSuccess(endpoint: Endpoint, response: Response): boolean {
  return response.ok || (mayRedirect(endpoint) && isRedirect(response))
}

function isText(output: Endpoint['output']): boolean {
  return typeof output === 'string' && /^text\/(?!event-stream)|xml$/.test(output)
}

/** Reads a body up to a number of bytes. Of a longer one it gives the beginning, or throws what `tooLong` makes. */
export async function readText(response: Response, limit: number, tooLong?: () => Error): Promise<string> {
  const { body, headers, type } = response
  // A connection ends with the bytes that were announced, unless they are compressed, which a browser hides of another
  // origin (`cors`); who makes a response by hand may announce anything (`default`).
  const isAnnounced = type === 'basic' && !headers.has('content-encoding')
  const size = Number((isAnnounced && headers.get('content-length')) || NaN)
  const reader = size <= limit ? undefined : body?.getReader()
  if (!reader) return response.text()
  const decoder = new TextDecoder()
  let text = ''
  let left = limit
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    if (value.length > left) {
      // What is left of the body may never end.
      reader.cancel().catch(() => {})
      if (tooLong) throw tooLong()
      return text + decoder.decode(value.subarray(0, left))
    }
    left -= value.length
    text += decoder.decode(value, { stream: true })
  }
}

/** The name that a server gave a request. */
export function readRequestId(headers: Headers): string | undefined {
  for (const name of ['x-request-id', 'request-id', 'x-correlation-id', 'x-amzn-requestid', 'cf-ray']) {
    const id = headers.get(name)
    if (id) return id
  }
  return undefined
}
