import type {
  ProfileView,
  ProfileViewBasic,
  ProfileViewDetailed,
} from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { GeneratorView } from '../generated/lexicons/app.bsky.feed.defs.ts'
import type { ListView, ListViewBasic } from '../generated/lexicons/app.bsky.graph.defs.ts'
import type { ListNotificationsNotification } from '../generated/lexicons/app.bsky.notification.listNotifications.ts'
import type { ProfileViewBasic as ChatProfileView } from '../generated/lexicons/chat.bsky.actor.defs.ts'
import type { Label } from '../generated/lexicons/com.atproto.label.defs.ts'
import { decide, type ModerationActor } from './decide-author.ts'
import type { ModerationDecision } from './decision.ts'
import { labelCauses } from './label-cause.ts'
import type { ModerationOptions } from './options.ts'

/** An account as any view shows it. */
export type ModerationSubjectProfile = ProfileViewBasic | ProfileView | ProfileViewDetailed | ChatProfileView

/** How an account is to be shown: by its labels, and by what is between the user and it. */
export function moderateProfile(
  profile: ModerationSubjectProfile,
  options: ModerationOptions,
): ModerationDecision {
  return decide(profile, [], options)
}

/** How the status of an account (being live) is to be shown. */
export function moderateStatus(
  profile: ModerationSubjectProfile,
  options: ModerationOptions,
): ModerationDecision {
  return decideContent(profile, 'status' in profile ? profile.status?.labels : undefined, options)
}

/** How a notification is to be shown: by the labels of what it tells of, and by who caused it. */
export function moderateNotification(
  { author, labels }: ListNotificationsNotification,
  options: ModerationOptions,
): ModerationDecision {
  return decideContent(author, labels, options)
}

/** How a feed is to be shown in a list of feeds, or on its page; its posts are matters of their own. */
export function moderateFeedGenerator(
  { creator, labels }: GeneratorView,
  options: ModerationOptions,
): ModerationDecision {
  return decideContent(creator, labels, options)
}

/** How a list of accounts is to be shown. Of who made it, a basic view tells the DID alone. */
export function moderateUserList(
  list: ListView | ListViewBasic,
  options: ModerationOptions,
): ModerationDecision {
  if ('creator' in list) return decideContent(list.creator, list.labels, options)
  const [, did = ''] = /^at:\/\/([^/]+)/.exec(list.uri) ?? []
  return decideContent({ did }, list.labels, options)
}

function decideContent(
  author: ModerationActor,
  labels: readonly Label[] | undefined,
  options: ModerationOptions,
): ModerationDecision {
  return decide(author, labelCauses('content', labels, author.did, options), options)
}
