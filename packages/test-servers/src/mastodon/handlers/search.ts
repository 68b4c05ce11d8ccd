import { type Call, type Handler, type Handlers, text } from '../call.ts'
import { Page } from '../pages.ts'
import { accountByAcct, viewAccount } from '../world/accounts.ts'
import { canSee, viewStatus } from '../world/statuses.ts'
import { accountsLike } from './accounts.ts'
import { viewTag } from './tags.ts'

/** Everything found, as kinds with values; a page is cut from each kind by itself. */
function findAll(call: Call): { accounts: unknown[]; statuses: unknown[]; names: string[] } {
  const { world, query } = call
  const words = (text(query.q) ?? '').trim()
  const type = text(query.type)
  const offset = typeof query.offset === 'number' ? query.offset : 0
  const limit = Math.min(typeof query.limit === 'number' ? query.limit : 20, 40)
  const some = <T>(kind: string, found: readonly T[]): T[] =>
    type === undefined || type === kind ? found.slice(offset, offset + limit) : []
  const bare = words.replace(/^#/, '').toLowerCase()
  const by = text(query.account_id)
  const statuses = [...world.statuses.values()].filter((status) => {
    const isAddress = words === `${world.url}/@${world.accounts.get(status.accountId)?.username}/${status.id}`
    const hit = isAddress || (bare !== '' && status.text.toLowerCase().includes(bare))
    return hit && canSee(world, status, call.account?.id) && (by === undefined || status.accountId === by)
  })
  const names = [...new Set([...world.statuses.values()].flatMap(({ tags }) => tags))]
  const address = words.startsWith(`${world.url}/@`) ? words.slice(world.url.length + 2) : undefined
  const named = address === undefined ? undefined : accountByAcct(world, address)
  return {
    accounts: some('accounts', named ? [named] : accountsLike(call, words)).map((each) =>
      viewAccount(world, each),
    ),
    statuses: some('statuses', statuses.toReversed()).map((each) => viewStatus(world, each, call.account)),
    names: some(
      'hashtags',
      names.filter((name) => bare !== '' && name.startsWith(bare)),
    ),
  }
}

export const listTrendingStatuses: Handler = (call) =>
  new Page(
    [...call.world.statuses.values()]
      .filter(({ visibility, reblogOfId }) => visibility === 'public' && reblogOfId === undefined)
      .sort((a, b) => call.world.favourites.countTo(b.id) - call.world.favourites.countTo(a.id))
      .map((status) => ({ cursor: status.id, value: () => viewStatus(call.world, status, call.account) })),
  )

export const search: Handlers = {
  search: (call) => {
    const { accounts, statuses, names } = findAll(call)
    return { accounts, statuses, hashtags: names.map((name) => viewTag(call, name)), collections: [] }
  },
  searchV1: (call) => {
    const { accounts, statuses, names } = findAll(call)
    return { accounts, statuses, hashtags: names }
  },
  listTrendingStatuses,
}
