import type { PDS } from '@atproto/pds'
import type { PdsHost } from './pds.ts'

type IdResolver = PDS['ctx']['idResolver']

/**
 * Keeps a server's identity resolver within this network: handles are looked up among the accounts of `pds`
 * instead of in DNS and over HTTPS, and whatever stands in front of the PDS is by-passed, so that faults put
 * there meet clients and not the AppView.
 */
export function resolveWithin(resolver: IdResolver, pds: PdsHost): void {
  resolver.handle.resolve = async (handle) => {
    const account = await pds.server.ctx.accountManager.getAccount(handle as `${string}.${string}`)
    return account?.did
  }
  const { did } = resolver
  const { resolveNoCache } = did
  did.resolveNoCache = async (id) => {
    const document = await resolveNoCache.call(did, id)
    for (const service of document?.service ?? []) {
      if (service.serviceEndpoint === pds.publicUrl) service.serviceEndpoint = pds.url
    }
    return document
  }
}
