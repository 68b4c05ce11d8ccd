import type { TestProject } from 'vitest/node'
import { type NetworkProcess, spawnNetworkProcess } from '../control/spawn.ts'

interface Shared {
  network: Promise<NetworkProcess>
  users: number
}

/** On the global object, as every project of a workspace loads this module anew. */
const held: { [key: symbol]: Shared | undefined } = globalThis
const KEY = Symbol.for('@typefed/test-servers/shared-network')

/**
 * A vitest `globalSetup` that makes one network, with an AppView and a seeded timeline, available to all test
 * files through `sharedNetwork()`. A run in which no test asks for it does not pay for its boot.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (held[KEY] ??= { network: spawnNetworkProcess({ appView: true, seed: true }), users: 0 })
  shared.users += 1
  const network = await shared.network
  project.provide('typefedAtprotoNetwork', network.address)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    held[KEY] = undefined
    await network.close()
  }
}
