import { responseError } from '../errors/status-errors.ts'
import type { ResponseError } from '../errors/response-error.ts'
import { hideSecrets, hideTokens } from '../client/secrets.ts'

/** Bytes of a refusal that are read. */
const MAX_BODY = 65_536
/** Characters. */
const MAX_DESCRIPTION = 300

/**
 * Asks for the address of a stream by a plain request, since a WebSocket does not tell why it was refused. Returns the refusal;
 * `undefined` where the response is none. Rejects where there is no response, as for another origin in a browser.
 *
 * @param secrets what the error must not repeat
 */
export async function plainRequest(
  what: string,
  address: string | URL,
  headers: Record<string, string> | undefined,
  secrets: Iterable<string>,
  signal: AbortSignal,
): Promise<ResponseError | undefined> {
  const url = new URL(address)
  url.protocol = url.protocol.replace('ws', 'http')
  const response = await fetch(url, { signal, redirect: 'manual', ...(headers && { headers }) })
  const text = hideTokens(hideSecrets(await readBeginning(response), secrets))
  const { error, message } = parse(text)
  if (response.status < 400) return undefined
  return responseError(what, {
    status: response.status,
    headers: new Headers(),
    url: url.origin + url.pathname,
    error: typeof error === 'string' ? error.slice(0, MAX_DESCRIPTION) : '',
    description: typeof message === 'string' ? message.slice(0, MAX_DESCRIPTION) : '',
    body: undefined,
  })
}

async function readBeginning({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += decoder.decode(part.value, { stream: true })
    if (text.length > MAX_BODY) break
  }
  await reader?.cancel().catch(() => {})
  return text
}

function parse(text: string): { error?: unknown; message?: unknown } {
  try {
    return Object(JSON.parse(text)) as object
  } catch {
    return {}
  }
}
