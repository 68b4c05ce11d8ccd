import type { Json } from '../document.ts'
import { isObject } from '../document.ts'
import { notFound } from '../answer.ts'
import type { AccountRecord, StatusRecord } from './records.ts'
import type { World } from './world.ts'

/** Adds a person to the world. */
export function addAccount(world: World, username: string, owner = false): AccountRecord {
  const account: AccountRecord = {
    id: world.nextId(),
    username,
    createdAt: new Date().toISOString(),
    owner,
    locked: false,
    displayName: username,
    note: '',
    profile: { fields: [], discoverable: null, hide_collections: null },
    source: {
      privacy: 'public',
      sensitive: false,
      language: null,
      discoverable: null,
      hide_collections: null,
    },
  }
  world.accounts.set(account.id, account)
  return account
}

/** @throws Refusal 404 */
export function findAccount(world: World, id: string | undefined): AccountRecord {
  const account = world.accounts.get(id ?? '')
  if (!account) throw notFound()
  return account
}

/** By `name`, `@name` or `name@host` of this server. */
export function accountByAcct(world: World, acct: string): AccountRecord | undefined {
  const [name, host] = acct.replace(/^@/, '').split('@')
  if (host !== undefined && host !== new URL(world.url).host) return undefined
  return [...world.accounts.values()].find(({ username }) => username.toLowerCase() === name?.toLowerCase())
}

/** The `Account` entity. */
export function viewAccount(world: World, account: AccountRecord): Json {
  const { url } = world
  const posts = postsOf(world, account)
  return world.draft('Account', {
    id: account.id,
    username: account.username,
    acct: account.username,
    url: `${url}/@${account.username}`,
    uri: `${url}/users/${account.username}`,
    display_name: account.displayName,
    note: account.note === '' ? '' : `<p>${escapeHtml(account.note)}</p>`,
    avatar: `${url}/avatars/original/missing.png`,
    avatar_static: `${url}/avatars/original/missing.png`,
    header: `${url}/headers/original/missing.png`,
    header_static: `${url}/headers/original/missing.png`,
    locked: account.locked,
    bot: false,
    group: false,
    indexable: false,
    roles: account.owner ? [{ id: '3', name: 'Owner', color: '' }] : [],
    email_subscriptions: false,
    noindex: false,
    created_at: `${account.createdAt.slice(0, 10)}T00:00:00.000Z`,
    last_status_at: posts.last?.createdAt.slice(0, 10) ?? null,
    statuses_count: posts.count,
    followers_count: world.follows.countTo(account.id),
    following_count: world.follows.countFrom(account.id),
    ...account.profile,
  })
}

/** Counted without a list of them: there may be many, and it is done for every post that is shown. */
function postsOf(
  { statuses }: World,
  { id }: AccountRecord,
): { count: number; last: StatusRecord | undefined } {
  let count = 0
  let last: StatusRecord | undefined
  for (const status of statuses.values()) {
    if (status.accountId !== id) continue
    count++
    last = status
  }
  return { count, last }
}

/** The `CredentialAccount` entity. */
export function viewCredentials(world: World, account: AccountRecord): Json {
  const fields = Array.isArray(account.profile.fields) ? account.profile.fields.filter(isObject) : []
  return {
    ...viewAccount(world, account),
    source: world.draft('CredentialAccountSource', {
      note: account.note,
      fields,
      follow_requests_count: world.followRequests.countTo(account.id),
      ...account.source,
    }),
    role: world.draft('Role', {
      id: account.owner ? '3' : '-99',
      name: account.owner ? 'Owner' : '',
      permissions: account.owner ? '1048575' : '65536',
      highlighted: account.owner,
    }),
  }
}

/** The `Relationship` entity, as `from` sees it. */
export function viewRelationship(world: World, from: string, to: string): Json {
  const follow = world.follows.get(from, to)
  const mute = world.mutes.get(from, to)
  return world.draft('Relationship', {
    id: to,
    following: follow !== undefined,
    showing_reblogs: follow?.data.reblogs ?? false,
    notifying: follow?.data.notify ?? false,
    languages: follow?.data.languages ?? null,
    followed_by: world.follows.has(to, from),
    blocking: world.blocks.has(from, to),
    blocked_by: world.blocks.has(to, from),
    muting: mute !== undefined,
    muting_notifications: mute?.data.notifications ?? false,
    muting_expires_at: mute?.data.expiresAt ?? null,
    requested: world.followRequests.has(from, to),
    requested_by: world.followRequests.has(to, from),
    domain_blocking: false,
    endorsed: world.endorsements.has(from, to),
    note: world.notes.get(from, to)?.data ?? '',
  })
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
