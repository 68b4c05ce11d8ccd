import type { StatusRecord } from './records.ts'
import type { World } from './world.ts'

const GROUPED = new Set(['favourite', 'reblog', 'follow'])

/** Tells someone that something happened, unless they did it themselves or do not want to know. */
export function notify(world: World, type: string, from: string, to: string, status?: StatusRecord): void {
  if (from === to || world.blocks.has(to, from) || world.mutes.get(to, from)?.data.notifications) return
  if (status && world.threadMutes.has(to, status.id)) return
  const id = world.nextId()
  // Groups hold what is of one kind, about one post, within one hour.
  const hour = Math.floor(Date.now() / 3_600_000)
  const subject = status ? `${status.id}-` : ''
  world.notifications.set(id, {
    id,
    to,
    from,
    type,
    createdAt: new Date().toISOString(),
    statusId: status?.id,
    groupKey: GROUPED.has(type) ? `${type}-${subject}${hour}` : `ungrouped-${id}`,
  })
}
