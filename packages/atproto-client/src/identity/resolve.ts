import type { DidDocument } from '@atcute/identity'
import {
  CompositeDidDocumentResolver,
  CompositeHandleResolver,
  DohJsonHandleResolver,
  LocalActorResolver,
  PlcDidDocumentResolver,
  WebDidDocumentResolver,
  WellKnownHandleResolver,
  XrpcHandleResolver,
} from '@atcute/identity-resolver'
import type { FetchHandler } from '@typefed/core'
import { cleanIdentifier } from './identifier.ts'
import { IdentityError } from './identity-error.ts'

/** Where handles and DIDs are looked up: https://atproto.com/specs/handle, https://atproto.com/specs/did */
export interface IdentityOptions {
  /** The directory of `did:plc`. Default: `https://plc.directory`. */
  plcUrl?: string
  /**
   * A server that resolves handles, asked instead of DNS and the handle's own host: `https://public.api.bsky.app`. A page
   * needs one for handles whose host lets no other site read it.
   */
  handleService?: string
  /** A server for DNS over HTTPS that answers in JSON. Default: `https://mozilla.cloudflare-dns.com/dns-query`. */
  dohUrl?: string
  /** Sends a request. Default: the global `fetch`. */
  fetch?: FetchHandler
  /** Ends the search; it then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** An account and its server. */
export interface Identity {
  did: string
  /** `handle.invalid` if the account's document does not claim the handle, or the handle leads to another account. */
  handle: string
  /** The account's server: `https://porcini.us-east.host.bsky.network`. */
  pds: string
}

/**
 * Finds an account by its handle or DID: from the handle to the DID, from there to the document, which names the server.
 *
 * Throws IdentityError if there is no such account, or it could not be found out.
 */
export async function resolveIdentity(identifier: string, options: IdentityOptions = {}): Promise<Identity> {
  const actor = cleanIdentifier(identifier)
  const resolver = new LocalActorResolver({
    handleResolver: handleResolver(options),
    didDocumentResolver: documentResolver(options),
  })
  const { did, handle, pds } = await search(actor, options.signal, (call) =>
    resolver.resolve(actor as `${string}.${string}`, call),
  )
  return { did, handle, pds: pds.replace(/\/$/, '') }
}

/**
 * The document of a DID: its handle, keys and services.
 *
 * Throws IdentityError if there is none, or it could not be found out.
 */
export function resolveDidDocument(did: string, options: IdentityOptions = {}): Promise<DidDocument> {
  return search(did, options.signal, (call) =>
    documentResolver(options).resolve(did as `did:plc:${string}`, call),
  )
}

async function search<T>(
  what: string,
  signal: AbortSignal | undefined,
  find: (call: { signal?: AbortSignal }) => Promise<T>,
): Promise<T> {
  try {
    return await find(signal ? { signal } : {})
  } catch (error) {
    signal?.throwIfAborted()
    const reason = error instanceof Error ? error.message : 'no answer'
    throw new IdentityError(`${what} could not be resolved: ${reason}`, { cause: error })
  }
}

function documentResolver({ plcUrl, fetch }: IdentityOptions): CompositeDidDocumentResolver<'plc' | 'web'> {
  const sender = senderOf(fetch)
  return new CompositeDidDocumentResolver({
    methods: {
      plc: new PlcDidDocumentResolver({ ...sender, ...(plcUrl && { apiUrl: plcUrl }) }),
      web: new WebDidDocumentResolver(sender),
    },
  })
}

function handleResolver({
  handleService,
  dohUrl = 'https://mozilla.cloudflare-dns.com/dns-query',
  fetch,
}: IdentityOptions): CompositeHandleResolver | XrpcHandleResolver {
  const sender = senderOf(fetch)
  if (handleService) return new XrpcHandleResolver({ ...sender, serviceUrl: handleService })
  return new CompositeHandleResolver({
    methods: {
      dns: new DohJsonHandleResolver({ ...sender, dohUrl }),
      http: new WellKnownHandleResolver(sender),
    },
  })
}

/** The library's way to say how requests are sent. */
function senderOf(handler: FetchHandler | undefined): { fetch?: typeof fetch } {
  if (!handler) return {}
  return { fetch: (input, init) => handler(input instanceof Request ? input.url : String(input), init ?? {}) }
}
