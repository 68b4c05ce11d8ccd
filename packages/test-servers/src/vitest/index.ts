import { inject } from 'vitest'
import type { ControlAddress } from '../control/protocol.ts'
import { connectNetwork, type RemoteNetwork } from '../control/remote-network.ts'
import type { SeededTimeline } from '../atproto/seed/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    typefedAtprotoNetwork: ControlAddress
  }
}

/** The network that all test files of a run share. */
export type SharedNetwork = RemoteNetwork & { readonly seeded: SeededTimeline }

/**
 * The network, with an AppView and a seeded timeline, that the test files of a run share. The first call of a
 * run boots it, which takes some ten seconds: give `beforeAll` a generous timeout. Other files use it at the
 * same time: write only as accounts of your own, set token lifetimes per account, and do not restart it.
 *
 * Needs `globalSetup: ['@typefed/test-servers/vitest/setup']` in the vitest configuration.
 */
export async function sharedNetwork(): Promise<SharedNetwork> {
  const address = inject('typefedAtprotoNetwork')
  if (!address)
    throw new Error('add @typefed/test-servers/vitest/setup to globalSetup in the vitest configuration')
  return (await connectNetwork(address)) as SharedNetwork
}
