import type { StatusRecord } from './records.ts'
import type { World } from './world.ts'

/** Whether blocks or mutes keep a post from its viewer. */
export function hides(world: World, viewer: string | undefined, status: StatusRecord): boolean {
  if (viewer === undefined) return false
  const { blocks, mutes } = world
  const boosted = world.statuses.get(status.reblogOfId ?? '')
  const authors = [status.accountId, ...(boosted ? [boosted.accountId] : [])]
  return authors.some(
    (author) => blocks.has(viewer, author) || blocks.has(author, viewer) || mutes.has(viewer, author),
  )
}

/** Whether a post stands in somebody's home timeline. */
export function isAtHome(world: World, viewer: string, status: StatusRecord): boolean {
  if (hides(world, viewer, status)) return false
  if (status.accountId === viewer) return true
  if (status.visibility === 'direct') return status.mentions.includes(viewer)
  const follow = world.follows.get(viewer, status.accountId)
  if (follow) return status.reblogOfId === undefined || follow.data.reblogs
  return status.visibility === 'public' && status.tags.some((tag) => world.followedTags.has(viewer, tag))
}

/** Whether a post stands in the public timeline. */
export function isPublic(world: World, viewer: string | undefined, status: StatusRecord): boolean {
  return status.visibility === 'public' && status.reblogOfId === undefined && !hides(world, viewer, status)
}

/** Whether a post stands in the timeline of a list. */
export function isOnList(world: World, list: string, status: StatusRecord): boolean {
  return world.members.has(list, status.accountId) && status.visibility !== 'direct'
}
