import type { Subjects } from './subjects.ts'
import { addStatus } from './world/statuses.ts'
import type { AccountRecord } from './world/records.ts'
import type { World } from './world/world.ts'

/** The entries that lists are filled with. */
export interface Populating {
  world: World
  things: Subjects
  user: AccountRecord
  /** Path parameters of the call. */
  path: Readonly<Record<string, string>>
  /** Address that the call asks about, where it asks about one. */
  link: string
}

type Fill = (given: Populating) => void

/** By operation, what adds one result to its list. */
const ONE_MORE: Readonly<Record<string, Fill>> = {
  getHomeTimeline: ({ world, things, user }) => {
    const { id } = things.status()
    if (things.turn('boosts') % 2 === 0) addStatus(world, { accountId: user.id, reblogOfId: id })
  },
  getPublicTimeline: ({ things }) => things.status(),
  getHashtagTimeline: ({ things }) => things.status(),
  listTrendingStatuses: ({ world, things }) => {
    const { id } = things.status()
    // More than those before: what is new stands first.
    const fans = 10 + things.turn('fans')
    for (let fan = 0; fan < fans; fan++) world.favourites.put(`fan${fan}`, id, undefined)
  },
  listTrendingTags: ({ world, user }) =>
    addStatus(world, { accountId: user.id, text: `#t${world.nextId()}` }),
  listTrendingTagsV1: ({ world, user }) =>
    addStatus(world, { accountId: user.id, text: `#t${world.nextId()}` }),
  getLinkTimeline: ({ world, user, link }) => addStatus(world, { accountId: user.id, text: `See ${link}` }),
  getListTimeline: ({ world, things, user, path }) => {
    const friend = things.friend()
    world.members.put(path.list_id ?? '', friend.id, undefined)
    world.members.put(path.list_id ?? '', user.id, undefined)
    const { id } = things.statusOf(things.either('authors', friend, user))
    if (things.turn('boosts') % 2 === 0)
      addStatus(world, { accountId: friend.id, reblogOfId: id, appName: undefined, language: null })
  },
  listAccountStatuses: ({ world, things, path }) => {
    const author = world.accounts.get(path.id ?? '')
    if (!author) return
    const { id } = things.statusOf(author)
    world.pins.put(path.id ?? '', id, undefined)
  },
  listBookmarks: ({ world, things, user }) =>
    world.bookmarks.put(user.id, things.filteredStatus().id, undefined),
  listFavourites: ({ world, things, user }) =>
    world.favourites.put(user.id, things.filteredStatus().id, undefined),
  listFavouritedBy: ({ world, things, path }) =>
    world.favourites.put(things.friend().id, path.id ?? '', undefined),
  listRebloggedBy: ({ world, things, path }) =>
    addStatus(world, { accountId: things.friend().id, reblogOfId: path.id ?? '' }),
  listStatusQuotes: ({ things, path }) => things.quoting(path.id ?? ''),
  getStatusContext: ({ world, things, user, path }) =>
    addStatus(world, {
      accountId: things.either('authors', things.friend(), user).id,
      text: `@${user.username} An answer #sample`,
      editedAt: new Date().toISOString(),
      inReplyToId: path.id ?? '',
    }),
  listLists: ({ things }) => things.list(),
  listListsWithAccount: ({ world, things, path }) =>
    world.members.put(things.list(), path.id ?? '', undefined),
  listFilters: ({ things }) => things.filter(),
  listFiltersV1: ({ things }) => things.filter(),
  listFeaturedTags: ({ things }) => things.featuredTag(),
  listAccountFeaturedTags: ({ world, path }) => {
    addStatus(world, { accountId: path.id ?? '', text: 'A post #sample' })
    world.featuredTags.put(path.id ?? '', 'sample', undefined)
  },
  listStatuses: ({ things }) => things.status(),
  search: ({ things }) => {
    things.status()
    things.person('sample')
  },
  searchAccounts: ({ things }) => things.person('sample'),
  verifyCredentials: ({ things }) => things.status(),
  updateCredentials: ({ things }) => things.status(),
  getMarkers: ({ world, user }) => {
    for (const name of ['home', 'notifications']) {
      world.markers.set(`${user.id} ${name}`, {
        last_read_id: '1',
        version: 1,
        updated_at: new Date().toISOString(),
      })
    }
  },
  listBlocks: ({ world, things, user }) => world.blocks.put(user.id, things.friend().id, undefined),
  listMutes: ({ world, things, user }) =>
    world.mutes.put(user.id, things.friend().id, {
      notifications: true,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  listDomainBlocks: ({ world, user }) =>
    world.domainBlocks.put(user.id, `${world.nextId()}.example`, undefined),
  listEndorsements: ({ world, things, user }) =>
    world.endorsements.put(user.id, things.friend().id, undefined),
  listAccountEndorsements: ({ world, things, path }) =>
    world.endorsements.put(path.id ?? '', things.friend().id, undefined),
  listFollowRequests: ({ things }) => things.requester(),
  listFollowedTags: ({ world, user }) => world.followedTags.put(user.id, `tag${world.nextId()}`, undefined),
  listFollowers: ({ world, things, path }) => follow(world, things.friend().id, path.id ?? ''),
  listFollowing: ({ world, things, path }) => follow(world, path.id ?? '', things.friend().id),
  listListAccounts: ({ world, things, path }) =>
    world.members.put(path.id ?? '', things.friend().id, undefined),
  listConversations: ({ things }) => things.conversation(),
  listScheduledStatuses: ({ things }) => things.scheduled(),
  listNotifications: ({ things }) => things.notification(true),
  listGroupedNotifications: ({ things }) => things.notification(),
  listGroupedNotificationsAlpha: ({ things }) => things.notification(),
  listNotificationGroupAccounts: ({ things, path }) => things.joinGroup(path.group_key ?? ''),
  listAccountCollections: ({ things }) => things.collection(),
  listCollectionsWithAccount: ({ things, path }) => things.collectionOf(path.account_id ?? ''),
}

const WANTED = 3

/** Sees to it that the list that an operation answers with has three results or more. */
export function populate(operationId: string, given: Populating): void {
  // What the staff sees is about posts of somebody else.
  const isAboutOthers = operationId.startsWith('admin') || operationId.includes('NotificationRequest')
  const add =
    ONE_MORE[operationId] ?? (isAboutOthers ? ({ things }) => things.statusOf(things.friend()) : undefined)
  if (!add) return
  for (let count = 0; count < WANTED; count += 1) add(given)
}

function follow(world: World, from: string, to: string): void {
  world.follows.put(from, to, { reblogs: true, notify: false, languages: null })
}
