/** Finds the public key that an account signs its repository with, as a `did:key:…`. Rejects if there is none. */
export type SigningKeyResolver = (did: string, options: { signal?: AbortSignal }) => Promise<string>

/** How commits are checked. */
export interface VerifyOptions {
  /** Finds signing keys. Default: looks them up in the DID documents, at the PLC directory or the account's own host. */
  resolveKey?: SigningKeyResolver
  /** The directory of `did:plc`, for the default `resolveKey`. Default: `https://plc.directory`. */
  plcUrl?: string
  /** How many accounts' keys are remembered. Default: 100,000. */
  cacheSize?: number
}
