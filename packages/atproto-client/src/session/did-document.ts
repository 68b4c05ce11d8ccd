interface Service {
  readonly id?: unknown
  readonly serviceEndpoint?: unknown
}

const SAFE = /^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\/?$/

/**
 * The account's server, from its DID document: https://atproto.com/specs/did#did-documents
 *
 * Tokens go there, so that it must be reached by HTTPS, unless it is on this machine.
 */
export function pdsOf(didDocument: unknown): string | undefined {
  const { service } = (didDocument ?? {}) as { service?: unknown }
  if (!Array.isArray(service)) return undefined
  const entry = (service as Service[]).find(({ id }) => typeof id === 'string' && id.endsWith('#atproto_pds'))
  const endpoint = entry?.serviceEndpoint
  return typeof endpoint === 'string' && SAFE.test(endpoint) ? endpoint : undefined
}
