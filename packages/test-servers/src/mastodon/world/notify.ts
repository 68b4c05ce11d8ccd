import type { Json } from '../document.ts'
import { findAccount, viewAccount } from './accounts.ts'
import type { AccountRecord, NotificationRecord, StatusRecord } from './records.ts'
import { isKnownValue } from '../newer-values.ts'
import { viewReport } from './reports.ts'
import { viewStatus } from './statuses.ts'
import type { World } from './world.ts'

const GROUPED = new Set(['favourite', 'reblog', 'follow'])

/** Tells someone that something happened, unless they did it themselves, do not want to know or no version tells. */
export function notify(world: World, type: string, from: string, to: string, status?: StatusRecord): void {
  if (!isKnownValue(world.document.schemas.NotificationType, type, world.version)) return
  if (from === to || world.blocks.has(to, from) || world.mutes.get(to, from)?.data.notifications) return
  if (status && world.threadMutes.has(to, status.id)) return
  const id = world.nextSerial()
  // Groups hold what is of one kind, about one post, within one hour.
  const hour = Math.floor(Date.now() / 3_600_000)
  const subject = status ? `${status.id}-` : ''
  const notification: NotificationRecord = {
    id,
    to,
    from,
    type,
    createdAt: new Date().toISOString(),
    statusId: status?.id,
    groupKey: GROUPED.has(type) ? `${type}-${subject}${hour}` : `ungrouped-${id}`,
  }
  world.notifications.set(id, notification)
  world.tell({ type: 'notification', notification })
}

/** The `Notification` entity, as the one whom it is for sees it. */
export function viewNotification(
  world: World,
  notification: NotificationRecord,
  viewer: AccountRecord | undefined,
): Json {
  const status = world.statuses.get(notification.statusId ?? '')
  return {
    id: notification.id,
    type: notification.type,
    group_key: notification.groupKey,
    created_at: notification.createdAt,
    account: viewAccount(world, findAccount(world, notification.from)),
    ...(notification.type === 'admin.report' ? { report: viewReport(world, notification.from, {}) } : {}),
    ...(notification.statusId ? { status: status ? viewStatus(world, status, viewer) : null } : {}),
  }
}
