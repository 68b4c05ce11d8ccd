import type { BinaryBody, Endpoint } from '@typefed/core/lexicon'

/** Anything that may stand in a query string; arrays repeat their name. */
type ParamValue = string | number | boolean | null | undefined | readonly (string | number | boolean)[]

/** The path and query of a call. What is undefined is left out. */
export function pathOf(endpoint: Endpoint, params: object | undefined): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((params ?? {}) as Record<string, ParamValue>)) {
    if (value === undefined || value === null) continue
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item))
  }
  const text = query.toString()
  return text ? `/xrpc/${endpoint.nsid}?${text}` : `/xrpc/${endpoint.nsid}`
}

/** The body of a procedure: JSON where the lexicon has a schema, else the bytes as they are. */
export function bodyOf(endpoint: Endpoint, input: unknown, contentType: string | undefined): RequestInit {
  const { input: expected } = endpoint
  if (expected === undefined || input === undefined) return {}
  if (typeof expected !== 'string' || expected === 'application/json') {
    return { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } }
  }
  const body = input as BinaryBody
  const type = contentType ?? ((body instanceof Blob && body.type) || concrete(expected))
  return {
    body,
    headers: { 'content-type': type },
    // fetch refuses a stream without it; TypeScript's RequestInit does not know it yet.
    ...(body instanceof ReadableStream ? ({ duplex: 'half' } as RequestInit) : {}),
  }
}

function concrete(mimeType: string): string {
  return mimeType.includes('*') ? 'application/octet-stream' : mimeType
}
