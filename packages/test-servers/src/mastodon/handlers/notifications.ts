import { notFound } from '../answer.ts'
import { type Call, caller, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { type Entry, Page } from '../pages.ts'
import { viewNotification } from '../world/notify.ts'
import type { NotificationRecord } from '../world/records.ts'

/** What the caller was told and the query asks for, newest first. */
export function wanted(call: Call): NotificationRecord[] {
  const { query } = call
  const types = strings(query['types[]'])
  const excluded = strings(query['exclude_types[]'])
  const from = text(query.account_id)
  return [...call.world.notifications.values()]
    .filter(
      (each) =>
        each.to === caller(call).id &&
        (types.length === 0 || types.includes(each.type)) &&
        !excluded.includes(each.type) &&
        (from === undefined || each.from === from),
    )
    .toReversed()
}

function view(call: Call, notification: NotificationRecord): Json {
  return viewNotification(call.world, notification, call.account)
}

function own(call: Call, id: string | undefined): NotificationRecord {
  const notification = call.world.notifications.get(id ?? '')
  if (notification?.to !== caller(call).id) throw notFound()
  return notification
}

/** How many came since the marker. */
export function unread(call: Call, all: readonly { id: string }[]): number {
  const marker = call.world.markers.get(`${caller(call).id} notifications`)
  const read = text(marker?.last_read_id) ?? '0'
  return all.filter(({ id }) => id.length > read.length || (id.length === read.length && id > read)).length
}

export function clear(call: Call): Json {
  for (const { id } of wanted(call)) call.world.notifications.delete(id)
  return {}
}

export const notifications: Handlers = {
  listNotifications: (call) =>
    new Page(wanted(call).map((each): Entry => ({ cursor: each.id, value: () => view(call, each) }))),
  getNotification: (call) => view(call, own(call, call.path.id)),
  countUnreadNotifications: (call) => ({ count: unread(call, wanted(call)) }),
  clearNotifications: clear,
  dismissNotification: (call) => {
    call.world.notifications.delete(own(call, call.path.id).id)
    return {}
  },
  dismissNotificationById: (call) => {
    call.world.notifications.delete(own(call, text(call.body.id)).id)
    return {}
  },
}
