import type { Operation } from './document.ts'

/** What the `Link` header of an operation is built from. */
export interface LinkFacts {
  /** The parameters of the request that the links keep; all others are lost. */
  kept: readonly string[]
  /** The parameter of the `prev` link. */
  prev: 'min_id' | 'since_id'
  /** Links stand on every page with a result, not on full ones alone. */
  always: boolean
  /** The path that the links lead to, where it is another. */
  path: string | undefined
  /** `min_id` is not read. */
  ignoresMinId: boolean
}

const TYPES = ['types[]', 'exclude_types[]', 'supported_types[]']
const ACCOUNTS = ['username', 'by_domain', 'display_name', 'email', 'ip']

/** The controllers that keep more than `limit`. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  getHomeTimeline: ['local'],
  getPublicTimeline: ['local', 'remote', 'only_media'],
  getHashtagTimeline: ['local', 'only_media'],
  getListTimeline: [],
  getDirectTimeline: [],
  getLinkTimeline: ['url'],
  listAccountStatuses: ['pinned', 'tagged', 'only_media', 'exclude_replies', 'exclude_reblogs'],
  listNotifications: ['account_id', 'include_filtered', ...TYPES],
  listGroupedNotifications: ['include_filtered', 'grouped_types[]', ...TYPES],
  listGroupedNotificationsAlpha: ['include_filtered', 'grouped_types[]', ...TYPES],
  adminListAccountsV1: [
    'local',
    'remote',
    'active',
    'pending',
    'disabled',
    'sensitized',
    'silenced',
    'suspended',
    'staff',
    ...ACCOUNTS,
  ],
  adminListAccounts: ['origin', 'status', 'permissions', 'invited_by', ...ACCOUNTS],
  adminListReports: ['resolved', 'unresolved', 'account_id', 'target_account_id'],
}

/** Timelines and notifications link from every page with a result. */
const ALWAYS = /^(get\w+Timeline|listNotifications|listGroupedNotifications(Alpha)?)$/

const SINCE = new Set([
  'listFollowers',
  'listFollowing',
  'listAccountEndorsements',
  'listEndorsements',
  'listBlocks',
  'listMutes',
  'listFollowRequests',
  'listListAccounts',
  'listDomainBlocks',
  'listFollowedTags',
  'listFavouritedBy',
  'listRebloggedBy',
  'listStatusQuotes',
])

/** Links of one controller's parent, or of the newer of two routes. */
const PATHS: Readonly<Record<string, string>> = {
  adminListTrendingTags: '/api/v1/trends/tags',
  adminListTrendingLinks: '/api/v1/trends/links',
  adminListTrendingStatuses: '/api/v1/trends/statuses',
  listTrendingTagsV1: '/api/v1/trends/tags',
}

/** How the links of an operation are built by Mastodon 4.6. */
export function linkFacts({ id }: Operation): LinkFacts {
  return {
    kept: ['limit', ...(KEPT[id] ?? [])],
    prev: SINCE.has(id) ? 'since_id' : 'min_id',
    always: ALWAYS.test(id),
    path: PATHS[id],
    ignoresMinId: SINCE.has(id) || id === 'listNotificationGroupAccounts',
  }
}
