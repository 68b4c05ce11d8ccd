import type { DidDocument } from '@atcute/identity'
import { publicFetch } from '@typefed/core/public-address'
import { resolveDidDocument } from '../../../identity/resolve.ts'
import type { VerifyOptions } from './options.ts'

/** Milliseconds for a DID document: the stream waits for it. */
const TIMEOUT = 5_000

/** Finds DID documents, which name keys and servers. Rejects with an IdentityError if there is none. */
export type DocumentResolver = (did: string, options: { signal?: AbortSignal }) => Promise<DidDocument>

/** Finds DID documents at the PLC directory and, if that is a public address, the account's own host. */
export function documentResolver({ plcUrl, allowLocal }: VerifyOptions): DocumentResolver {
  const fetch = publicFetch({ allowLocal, timeout: TIMEOUT, trusted: plcUrl ? [plcUrl] : [] })
  return (did, options) => resolveDidDocument(did, { ...options, fetch, ...(plcUrl && { plcUrl }) })
}
