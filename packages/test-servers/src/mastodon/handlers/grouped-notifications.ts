import { notFound } from '../answer.ts'
import { type Call, type Handler, type Handlers } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { compareIds, Page } from '../pages.ts'
import { findAccount, viewAccount } from '../world/accounts.ts'
import type { NotificationRecord } from '../world/records.ts'
import { viewStatus } from '../world/statuses.ts'
import { clear, unread, wanted } from './notifications.ts'

/** Notifications of one group, newest first. */
interface Group {
  id: string
  key: string
  /** Those of the page and older ones. */
  members: NotificationRecord[]
  /** Those of all pages. */
  total: number
}

/** Faces shown of a group. */
const SAMPLES = 8

/** A group comes again on a later page, with what is older than the page before. */
function groups(call: Call, before?: unknown): Group[] {
  const asked = strings(call.query['grouped_types[]'])
  const byKey = new Map<string, Group>()
  for (const notification of wanted(call)) {
    const grouped = asked.length === 0 || asked.includes(notification.type)
    const key = grouped ? notification.groupKey : `ungrouped-${notification.id}`
    const group = byKey.get(key) ?? { id: notification.id, key, members: [], total: 0 }
    group.total++
    byKey.set(key, group)
    if (typeof before === 'string' && compareIds(notification.id, before) >= 0) continue
    if (group.members.length === 0) group.id = notification.id
    group.members.push(notification)
  }
  return [...byKey.values()]
    .filter(({ members }) => members.length > 0)
    .sort((a, b) => compareIds(b.id, a.id))
}

function find(call: Call): Group {
  const group = groups(call).find(({ key }) => key === call.path.group_key)
  if (!group) throw notFound()
  return group
}

function viewGroup({ key, members, total }: Group, isOnPage: boolean): Json {
  const [newest] = members
  const oldest = members.at(-1)
  if (!newest || !oldest) throw notFound()
  return {
    group_key: key,
    notifications_count: total,
    type: newest.type,
    most_recent_notification_id: newest.id,
    ...(isOnPage
      ? { page_min_id: oldest.id, page_max_id: newest.id, latest_page_notification_at: newest.createdAt }
      : {}),
    sample_account_ids: people([members]).slice(0, SAMPLES),
    ...(newest.statusId ? { status_id: newest.statusId } : {}),
  }
}

function people(lists: readonly NotificationRecord[][]): string[] {
  return [...new Set(lists.flat().map(({ from }) => from))]
}

function viewAll(call: Call, shown: readonly Group[], isOnPage = true): Json {
  const { world } = call
  const statusIds = new Set(shown.flatMap(({ members }) => members.map(({ statusId }) => statusId ?? '')))
  return {
    accounts: people(shown.map(({ members }) => members)).map((id) =>
      viewAccount(world, findAccount(world, id)),
    ),
    statuses: [...statusIds].flatMap((id) => {
      const status = world.statuses.get(id)
      return status ? [viewStatus(world, status, call.account)] : []
    }),
    notification_groups: shown.map((group) => viewGroup(group, isOnPage)),
  }
}

const list: Handler = (call) => {
  const all = groups(call, call.query.max_id)
  return new Page(
    all.map((group) => ({ cursor: group.id, value: () => group })),
    (_, entries) =>
      viewAll(
        call,
        entries.flatMap(({ cursor }) => all.filter(({ id }) => id === cursor)),
      ),
  )
}

const count: Handler = (call) => ({ count: unread(call, groups(call)) })

const get: Handler = (call) => viewAll(call, [find(call)], false)

const dismiss: Handler = (call) => {
  for (const { id } of find(call).members) call.world.notifications.delete(id)
  return {}
}

export const groupedNotifications: Handlers = {
  listGroupedNotifications: list,
  listGroupedNotificationsAlpha: list,
  countUnreadGroupedNotifications: count,
  countUnreadGroupedNotificationsAlpha: count,
  getNotificationGroup: get,
  getNotificationGroupAlpha: get,
  dismissNotificationGroup: dismiss,
  dismissNotificationGroupAlpha: dismiss,
  clearGroupedNotifications: clear,
  listNotificationGroupAccounts: (call) =>
    new Page(
      find(call).members.map(({ id, from }) => ({
        cursor: id,
        value: () => viewAccount(call.world, findAccount(call.world, from)),
      })),
    ),
}
