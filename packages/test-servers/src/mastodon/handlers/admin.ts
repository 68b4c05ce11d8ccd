import { ForeignAnswer } from '../answer.ts'
import type { Call, Handler, Handlers } from '../call.ts'
import { isObject, type Json } from '../document.ts'
import { limitOf, Page } from '../pages.ts'
import { findAccount, viewAccount } from '../world/accounts.ts'
import type { AccountRecord } from '../world/records.ts'
import { generic, make } from './generic.ts'
import { listTrendingStatuses } from './search.ts'
import { trending } from './tags.ts'

/** The `AdminAccount` entity, in turns with and without what a server need not know of an account. */
function view(call: Call, account: AccountRecord): Json {
  const turn = [...call.world.accounts.keys()].indexOf(account.id)
  const entity = make(call, { $ref: '#/components/schemas/AdminAccount' }, turn)
  const { id, username, createdAt } = account
  const facts = {
    id,
    username,
    domain: null,
    created_at: createdAt,
    account: viewAccount(call.world, account),
  }
  return { ...(isObject(entity) ? entity : {}), ...facts }
}

const get: Handler = (call) => view(call, findAccount(call.world, call.path.id))

const list: Handler = (call) =>
  new Page(
    [...call.world.accounts.values()]
      .toReversed()
      .map((account) => ({ cursor: account.id, value: () => view(call, account) })),
  )

/** To those who may not review them, trends are what everybody sees. */
function reviewed(plain: Handler): Handler {
  return (call) => {
    if (call.account?.owner === true) return generic(call)
    const page = plain(call)
    if (!(page instanceof Page)) return page
    const limit = limitOf(call.operation, call.query, undefined)
    return new ForeignAnswer(
      200,
      page.entries.slice(0, limit).map(({ value }) => value()),
    )
  }
}

export const admin: Handlers = {
  adminListAccounts: list,
  adminListAccountsV1: list,
  adminGetAccount: get,
  adminDeleteAccount: get,
  adminApproveAccount: get,
  adminEnableAccount: get,
  adminRejectAccount: get,
  adminUnsensitizeAccount: get,
  adminUnsilenceAccount: (call) => {
    delete findAccount(call.world, call.path.id).profile.limited
    return get(call)
  },
  adminUnsuspendAccount: get,
  adminActOnAccount: (call) => {
    const { profile } = findAccount(call.world, call.path.id)
    if (call.body.type === 'silence') profile.limited = true
    return {}
  },
  adminListTrendingTags: reviewed(trending),
  adminListTrendingStatuses: reviewed(listTrendingStatuses),
  adminListTrendingLinks: reviewed(() => []),
  // Releases of today give nothing back where the first ones gave the entry.
  adminDeleteDomainAllow: (call) => {
    generic(call)
    return {}
  },
}
