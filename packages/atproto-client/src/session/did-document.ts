interface Service {
  readonly id?: unknown
  readonly serviceEndpoint?: unknown
}

/** The account's server, from its DID document: https://atproto.com/specs/did#did-documents */
export function pdsOf(didDocument: unknown): string | undefined {
  const { service } = (didDocument ?? {}) as { service?: unknown }
  if (!Array.isArray(service)) return undefined
  const entry = (service as Service[]).find(({ id }) => typeof id === 'string' && id.endsWith('#atproto_pds'))
  const endpoint = entry?.serviceEndpoint
  return typeof endpoint === 'string' && /^https?:\/\//.test(endpoint) ? endpoint : undefined
}
