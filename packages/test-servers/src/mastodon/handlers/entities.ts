import type { Call } from '../call.ts'
import type { Json } from '../document.ts'
import { viewAccount } from '../world/accounts.ts'
import { viewStatus } from '../world/statuses.ts'

/** Made-up reports and the like are about new posts with something in them. */
const NEWEST = 20

/**
 * The entities of the world that stand in made-up ones: the first account and another in turn, and a post of
 * somebody else's.
 */
export function entitiesOf(
  { world, account: viewer }: Call,
  turn: number,
): Record<string, () => Json | undefined> {
  const [first, ...others] = [...world.accounts.values()]
  const statuses = [...world.statuses.values()]
    .filter(
      ({ reblogOfId, accountId, mentions }) =>
        reblogOfId === undefined && accountId !== viewer?.id && mentions.length > 0,
    )
    .slice(-NEWEST)
  let next = turn
  const account = () => {
    next++
    return (next % 2 === 0 ? first : others[next % others.length]) ?? first
  }
  return {
    ...(first && { Account: () => viewAccount(world, account() ?? first) }),
    ...(statuses.length > 0 && {
      Status: () => {
        const status = statuses[(next * 3) % statuses.length]
        return status && viewStatus(world, status, viewer)
      },
    }),
  }
}
