import type { Call } from '../call.ts'
import type { Entry } from '../pages.ts'
import { viewAccount } from '../world/accounts.ts'
import type { Edge } from '../world/edges.ts'
import type { StatusRecord } from '../world/records.ts'
import { canSee, viewStatus } from '../world/statuses.ts'
import type { World } from '../world/world.ts'

/** The accounts at one end of ties, paged by the ties. */
export function accountEntries(world: World, edges: readonly Edge<unknown>[], end: 'from' | 'to'): Entry[] {
  return edges.flatMap((edge) => {
    const account = world.accounts.get(edge[end])
    return account ? [{ cursor: edge.id, value: () => viewAccount(world, account) }] : []
  })
}

/** The posts at the far end of ties, paged by the ties. */
export function statusEdgeEntries(call: Call, edges: readonly Edge<unknown>[]): Entry[] {
  return edges.flatMap(({ id, to }) => {
    const status = call.world.statuses.get(to)
    return status && canSee(call.world, status, call.account?.id)
      ? [{ cursor: id, value: () => viewStatus(call.world, status, call.account) }]
      : []
  })
}

/** Posts that the caller may read and that `wanted` lets through, newest first. */
export function statusEntries(call: Call, wanted: (status: StatusRecord) => boolean): Entry[] {
  return [...call.world.statuses.values()]
    .filter((status) => wanted(status) && canSee(call.world, status, call.account?.id))
    .toReversed()
    .map((status) => ({ cursor: status.id, value: () => viewStatus(call.world, status, call.account) }))
}
