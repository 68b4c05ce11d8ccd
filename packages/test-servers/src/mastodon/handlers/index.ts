import type { Handlers } from '../call.ts'
import { accounts } from './accounts.ts'
import { admin } from './admin.ts'
import { collections } from './collections.ts'
import { conversations } from './conversations.ts'
import { filters } from './filters.ts'
import { groupedNotifications } from './grouped-notifications.ts'
import { instance } from './instance.ts'
import { interactions } from './interactions.ts'
import { lists } from './lists.ts'
import { markers } from './markers.ts'
import { media } from './media.ts'
import { notificationPolicy } from './notification-policy.ts'
import { notifications } from './notifications.ts'
import { oauth } from './oauth.ts'
import { polls } from './polls.ts'
import { profile } from './profile.ts'
import { push } from './push.ts'
import { relationships } from './relationships.ts'
import { scheduled } from './scheduled.ts'
import { search } from './search.ts'
import { statuses } from './statuses.ts'
import { streaming } from './streaming.ts'
import { suggestions } from './suggestions.ts'
import { tags } from './tags.ts'
import { timelines } from './timelines.ts'
import { wellKnown } from './well-known.ts'

/** The handlers made by hand; all other operations respond by their schemas. */
export const HANDLERS: Handlers = {
  ...accounts,
  ...admin,
  ...collections,
  ...conversations,
  ...filters,
  ...groupedNotifications,
  ...instance,
  ...interactions,
  ...lists,
  ...markers,
  ...media,
  ...notificationPolicy,
  ...notifications,
  ...oauth,
  ...polls,
  ...profile,
  ...push,
  ...relationships,
  ...scheduled,
  ...search,
  ...statuses,
  ...streaming,
  ...suggestions,
  ...tags,
  ...timelines,
  ...wellKnown,
}
