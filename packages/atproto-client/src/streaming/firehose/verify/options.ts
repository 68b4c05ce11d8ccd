import type { ItemStorage, Store } from '@typefed/core'

/** Finds the public key that an account signs its repository with, as a `did:key:…`. Rejects if there is none. */
export type SigningKeyResolver = (did: string, options: { signal?: AbortSignal }) => Promise<string>

/** How repositories are checked. */
export interface VerifyOptions {
  /**
   * Finds signing keys. Default: looks them up in the DID documents, at the PLC directory or the account's own host, which
   * must be public and have HTTPS.
   */
  resolveKey?: SigningKeyResolver
  /** The directory of `did:plc`, for the default `resolveKey`. Default: `https://plc.directory`. */
  plcUrl?: string
  /** How many accounts' keys are remembered, and states where no store keeps them. Default: 100,000. */
  cacheSize?: number
  /**
   * Keeps the last revision and root of each repository, by its DID, so that a restart misses nothing: give it where the
   * cursor is kept, too. It is read and written for each commit. Default: as many as `cacheSize` in memory; the first
   * commit of an account that is not remembered may be an old one.
   */
  states?: Store | ItemStorage
  /**
   * After a `sync` event, reads the repository from the account's server, checks it, and gives each of its wanted records
   * as a `create`. The stream waits for it, at most `repositoryTimeout`. Default: false.
   */
  fetchRepositories?: boolean
  /** Milliseconds to read a repository in. Default: 60,000. */
  repositoryTimeout?: number
  /** Bytes that a repository may have. Default: 134,217,728 (128 MiB). */
  maxRepositoryBytes?: number
  /**
   * For development: accounts' hosts may also be asked without HTTPS, on loopback and by reserved names (`pds.test`).
   * Default: false.
   */
  allowLocal?: boolean
}
