import type { CallFacts } from '../errors/call-facts.ts'
import type { FieldErrors, ResponseError } from '../errors/response-error.ts'
import { responseError } from '../errors/status-errors.ts'
import type { ApiRequest } from './prepare.ts'
import { readRequestId, readText } from './read.ts'
import { isRedirect, readTarget } from './redirects.ts'
import { hideInJson, hideSecrets, hideTokens } from './secrets.ts'

/** Bytes of an error's body that are read. */
const MAX_BODY = 65_536
/** Characters. */
const MAX_DESCRIPTION = 500

/** Makes the error of a response that is not a success: of JSON as both networks write it, of a page, or of nothing. */
export async function readRefusal(
  { address: getAddress, endpoint, secrets }: ApiRequest,
  response: Response,
  facts?: CallFacts,
): Promise<ResponseError> {
  const hide = (text: string) => hideSecrets(text, secrets)
  const address = getAddress?.() ?? ''
  const headers = new Headers(
    [...response.headers].map(([name, value]): [string, string] => [name, hide(value)]),
  )
  const text = await readText(response, MAX_BODY).catch(() => '')
  const body = parseJson(text, hide) ?? hide(text)
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const { error, message, error_description: detail, details } = fields
  // XRPC and OAuth name the error in `error` and explain it beside; Mastodon explains it in `error`.
  const name = typeof error === 'string' && /^[\w.]{1,100}$/.test(error) ? error : ''
  const words = [message, detail, name ? undefined : error].find((part) => typeof part === 'string')
  const description = isRedirect(response)
    ? redirectText(response, address)
    : typeof words === 'string'
      ? words
      : hide(titleOf(text))
  return responseError(endpoint.name, {
    status: response.status,
    headers,
    url: address,
    requestId: readRequestId(headers),
    error: name,
    description: hideTokens(description.slice(0, MAX_DESCRIPTION)),
    details: isDetails(details) ? details : undefined,
    body,
    ...facts,
  })
}

function redirectText(response: Response, address: string): string {
  const target = readTarget(response, response.url || address)
  return `the server redirects ${target ? `to ${target.origin}${target.pathname}` : 'elsewhere'}, which is not followed`
}

function isDetails(details: unknown): details is FieldErrors {
  return typeof details === 'object' && details !== null && Object.values(details).every(Array.isArray)
}

function parseJson(text: string, hide: (text: string) => string): unknown {
  try {
    return hideInJson(JSON.parse(text), hide)
  } catch {
    return undefined
  }
}

/** The title of an HTML page. */
function titleOf(text: string): string {
  const lower = text.toLowerCase()
  const start = lower.indexOf('>', lower.indexOf('<title')) + 1
  const end = lower.indexOf('</title', start)
  return lower.includes('<title') && end > 0 ? text.slice(start, end).trim() : ''
}
