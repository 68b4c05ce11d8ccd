/** A non-2xx answer of an XRPC server. */
export class XrpcCallError extends Error {
  override readonly name = 'XrpcCallError'
  readonly status: number
  readonly error: string

  constructor(nsid: string, status: number, body: string) {
    const { error = 'Unknown', message = body.slice(0, 200) } = parseError(body)
    super(`${nsid} answered ${status} ${error}: ${message}`)
    this.status = status
    this.error = error
  }
}

/** Options of one call. */
export interface XrpcCall {
  /** Query parameters: makes the call a GET. */
  params?: Record<string, string | number | readonly string[]>
  /** The JSON body or, as bytes, any other: makes the call a POST. */
  input?: object
  /** Media type of a body of bytes. */
  encoding?: string
  /** Value of the `authorization` header. */
  authorization?: string
}

/**
 * A bare call, so that setting up a network does not depend on the client that the network is there to test.
 *
 * @throws XrpcCallError when the answer is not 2xx
 */
export async function xrpc<T>(service: string, nsid: string, call: XrpcCall = {}): Promise<T> {
  const url = new URL(`/xrpc/${nsid}`, service)
  for (const [key, value] of Object.entries(call.params ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(key, String(item))
  }
  const headers = new Headers()
  if (call.authorization) headers.set('authorization', call.authorization)
  const { input } = call
  const init: RequestInit = { headers }
  if (input instanceof Uint8Array) {
    headers.set('content-type', call.encoding ?? 'application/octet-stream')
    Object.assign(init, { method: 'POST', body: input })
  } else if (input) {
    headers.set('content-type', 'application/json')
    Object.assign(init, { method: 'POST', body: JSON.stringify(input) })
  }
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok) throw new XrpcCallError(nsid, response.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

function parseError(body: string): { error?: string; message?: string } {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}
