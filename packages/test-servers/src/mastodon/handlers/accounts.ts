import { notFound, unprocessable } from '../answer.ts'
import { type Call, caller, flag, type Handlers, text } from '../call.ts'
import { isObject, type Json, strings } from '../document.ts'
import { Page } from '../pages.ts'
import { accountByAcct, addAccount, findAccount, viewAccount, viewCredentials } from '../world/accounts.ts'
import type { AccountRecord, StatusRecord } from '../world/records.ts'
import { statusEntries, accountEntries } from './entries.ts'
import { issueToken } from './tokens.ts'

function list(call: Call, accounts: Iterable<AccountRecord>): Json[] {
  return [...accounts].map((account) => viewAccount(call.world, account))
}

/** Those whose name or handle has the words in it. */
export function accountsLike(call: Call, words: string): AccountRecord[] {
  const exact = accountByAcct(call.world, words)
  const wanted = words.replace(/^@/, '').toLowerCase()
  const alike = [...call.world.accounts.values()].filter(
    ({ username, displayName }) =>
      username.toLowerCase().includes(wanted) || displayName.toLowerCase().includes(wanted),
  )
  return [...new Set([...(exact ? [exact] : []), ...alike])]
}

function searchAccounts(call: Call): unknown {
  const found = accountsLike(call, text(call.query.q) ?? '').filter(
    ({ id }) => call.query.following !== true || call.world.follows.has(caller(call).id, id),
  )
  return new Page(
    found.map((account) => ({ cursor: account.id, value: () => viewAccount(call.world, account) })),
  )
}

function listAccountStatuses(call: Call): unknown {
  const { world, query } = call
  const { id } = findAccount(world, call.path.id)
  const wanted = (status: StatusRecord): boolean =>
    status.accountId === id &&
    (query.exclude_replies !== true || status.inReplyToId === undefined) &&
    (query.exclude_reblogs !== true || status.reblogOfId === undefined) &&
    (query.only_media !== true || status.mediaIds.length > 0) &&
    (query.pinned !== true || world.pins.has(id, status.id)) &&
    (typeof query.tagged !== 'string' || status.tags.includes(query.tagged.toLowerCase()))
  return new Page(statusEntries(call, wanted))
}

const TEXTS = ['avatar_description', 'header_description']
const FLAGS = [
  'bot',
  'discoverable',
  'hide_collections',
  'indexable',
  'show_media',
  'show_media_replies',
  'show_featured',
]

/** Puts what a body says about a profile into the account. */
export function changeProfile(call: Call): AccountRecord {
  const account = caller(call)
  const { body } = call
  account.displayName = text(body.display_name) ?? account.displayName
  account.note = text(body.note) ?? account.note
  account.locked = flag(body.locked) ?? account.locked
  for (const name of TEXTS) if (typeof body[name] === 'string') account.profile[name] = body[name]
  for (const name of FLAGS) if (typeof body[name] === 'boolean') account.profile[name] = body[name]
  for (const name of ['avatar', 'header']) {
    if (!(body[name] instanceof Blob)) continue
    const address = `${call.world.url}/${name}s/original/${account.id}.png`
    account.profile[name] = address
    account.profile[`${name}_static`] = address
  }
  const fields = body.fields_attributes
  if (fields !== undefined) {
    account.profile.fields = (Array.isArray(fields) ? fields : Object.values(isObject(fields) ? fields : {}))
      .filter(isObject)
      .map(({ name, value }) => ({ name: name ?? '', value: value ?? '', verified_at: null }))
  }
  if (isObject(body.source)) account.source = { ...account.source, ...body.source }
  for (const name of ['attribution_domains', 'hide_collections', 'discoverable', 'indexable']) {
    if (body[name] !== undefined) account.source[name] = body[name]
  }
  return account
}

export const accounts: Handlers = {
  searchAccounts,
  listAccountStatuses,
  verifyCredentials: (call) => viewCredentials(call.world, caller(call)),
  updateCredentials: (call) => viewCredentials(call.world, changeProfile(call)),
  getAccount: (call) => viewAccount(call.world, findAccount(call.world, call.path.id)),
  listAccounts: (call) =>
    list(
      call,
      strings(call.query['id[]'])
        .map((id) => call.world.accounts.get(id))
        .filter((account) => account !== undefined),
    ),
  lookupAccount: (call) => {
    const account = accountByAcct(call.world, text(call.query.acct) ?? '')
    if (!account) throw notFound()
    return viewAccount(call.world, account)
  },
  createAccount: (call) => {
    const name = text(call.body.username) ?? ''
    if (accountByAcct(call.world, name)) throw unprocessable('Username has already been taken')
    const account = addAccount(call.world, name)
    return issueToken(call.world, call.token?.clientId ?? 'sandbox', account.id, call.token?.scopes ?? [])
  },
  listFollowers: (call) =>
    new Page(
      accountEntries(call.world, call.world.follows.to(findAccount(call.world, call.path.id).id), 'from'),
    ),
  listFollowing: (call) =>
    new Page(
      accountEntries(call.world, call.world.follows.from(findAccount(call.world, call.path.id).id), 'to'),
    ),
  listIdentityProofs: (call) => {
    findAccount(call.world, call.path.id)
    return []
  },
  subscribeToAccountByEmail: (call) => {
    findAccount(call.world, call.path.id)
    return {}
  },
  listFamiliarFollowers: (call) =>
    strings(call.query['id[]']).map((id) => ({
      id,
      accounts: list(
        call,
        call.world.follows
          .to(id)
          .filter(({ from }) => call.world.follows.has(caller(call).id, from))
          .map(({ from }) => findAccount(call.world, from)),
      ),
    })),
  listDirectory: (call) =>
    new Page(
      [...call.world.accounts.values()]
        .toReversed()
        .map((account) => ({ cursor: account.id, value: () => viewAccount(call.world, account) })),
    ),
  listListsWithAccount: (call) => {
    findAccount(call.world, call.path.id)
    return [...call.world.lists.values()]
      .filter(
        ({ id, accountId }) =>
          accountId === caller(call).id && call.world.members.has(id, call.path.id ?? ''),
      )
      .map(({ id, title, repliesPolicy, exclusive }) => ({
        id,
        title,
        replies_policy: repliesPolicy,
        exclusive,
      }))
  },
}
