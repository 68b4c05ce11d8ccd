import { type Call, caller, type Handlers } from '../call.ts'
import { viewAccount } from '../world/accounts.ts'
import type { AccountRecord } from '../world/records.ts'

/** Everybody whom the caller does not know yet. */
function strangers(call: Call): AccountRecord[] {
  const { id } = caller(call)
  const { accounts, follows, blocks, dismissed } = call.world
  const found = [...accounts.values()].filter(
    (account) => account.id !== id && ![follows, blocks, dismissed].some((ties) => ties.has(id, account.id)),
  )
  return found.slice(0, typeof call.query.limit === 'number' ? call.query.limit : 40)
}

export const suggestions: Handlers = {
  listSuggestionsV1: (call) => strangers(call).map((account) => viewAccount(call.world, account)),
  listSuggestions: (call) =>
    strangers(call).map((account) => ({
      source: 'global',
      sources: ['most_followed'],
      account: viewAccount(call.world, account),
    })),
  deleteSuggestion: (call) => {
    call.world.dismissed.put(caller(call).id, call.path.account_id ?? '', undefined)
    return {}
  },
}
