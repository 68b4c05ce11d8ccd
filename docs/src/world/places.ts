/** The names that pages use, and what they stand for while their code runs. */
export interface Places {
  /** Servers by their origin: `https://bsky.social`. */
  readonly origins: ReadonlyMap<string, string>
  /** Accounts by the handle that pages use. */
  readonly accounts: ReadonlyMap<string, { readonly did: string; readonly handle: string }>
}

/** Where DNS over HTTPS is asked; nobody of the pages is known there. */
export const DNS = 'https://mozilla.cloudflare-dns.com'
/** The path at which a host tells whose handle it is. */
export const WELL_KNOWN = '/.well-known/atproto-did'
