import { unprocessable } from '../answer.ts'
import { type Call, caller, type Handler, type Handlers, text } from '../call.ts'
import type { Json } from '../document.ts'
import { Page } from '../pages.ts'
import type { Edges } from '../world/edges.ts'
import { notify } from '../world/notify.ts'
import type { StatusRecord } from '../world/records.ts'
import { addStatus, findStatus, original, removeStatus, viewStatus } from '../world/statuses.ts'
import { statusEdgeEntries } from './entries.ts'

/** The post that is meant; the boost of one means that one. */
function target(call: Call): StatusRecord {
  return original(call.world, findStatus(call.world, call.path.id, caller(call).id))
}

function show(call: Call, status: StatusRecord): Json {
  return viewStatus(call.world, status, call.account)
}

function tie(ties: (call: Call) => Edges, event?: string): Handler {
  return (call) => {
    const status = target(call)
    const { id } = caller(call)
    const isNew = !ties(call).has(id, status.id)
    ties(call).put(id, status.id, undefined)
    if (event && isNew) notify(call.world, event, id, status.accountId, status)
    return show(call, status)
  }
}

function untie(ties: (call: Call) => Edges): Handler {
  return (call) => {
    const status = target(call)
    ties(call).cut(caller(call).id, status.id)
    return show(call, status)
  }
}

const reblogStatus: Handler = (call) => {
  const { world } = call
  const status = target(call)
  const { id } = caller(call)
  if (status.visibility === 'direct' || (status.visibility === 'private' && status.accountId !== id)) {
    throw unprocessable('This post cannot be boosted')
  }
  const known = world.statuses.get(world.reblogs.get(id, status.id)?.data ?? '')
  if (known) return show(call, known)
  const visibility = text(call.body.visibility) ?? status.visibility
  const boost = addStatus(world, { accountId: id, reblogOfId: status.id, visibility })
  world.tell({ type: 'post', status: boost })
  notify(world, 'reblog', id, status.accountId, status)
  return show(call, boost)
}

const unreblogStatus: Handler = (call) => {
  const status = target(call)
  const boost = call.world.statuses.get(call.world.reblogs.get(caller(call).id, status.id)?.data ?? '')
  if (boost) removeStatus(call.world, boost)
  return show(call, status)
}

const pinStatus: Handler = (call) => {
  const status = target(call)
  const { id } = caller(call)
  if (status.accountId !== id) throw unprocessable('Someone else\u2019s post cannot be pinned')
  if (call.world.pins.has(id, status.id)) throw unprocessable('The post is pinned already')
  if (call.world.pins.countFrom(id) >= 5)
    throw unprocessable('You have already pinned the maximum number of posts')
  call.world.pins.put(id, status.id, undefined)
  return show(call, status)
}

export const interactions: Handlers = {
  favouriteStatus: tie(({ world }) => world.favourites, 'favourite'),
  unfavouriteStatus: untie(({ world }) => world.favourites),
  bookmarkStatus: tie(({ world }) => world.bookmarks),
  unbookmarkStatus: untie(({ world }) => world.bookmarks),
  muteStatus: tie(({ world }) => world.threadMutes),
  unmuteStatus: untie(({ world }) => world.threadMutes),
  unpinStatus: untie(({ world }) => world.pins),
  pinStatus,
  reblogStatus,
  unreblogStatus,
  listFavourites: (call) => new Page(statusEdgeEntries(call, call.world.favourites.from(caller(call).id))),
  listBookmarks: (call) => new Page(statusEdgeEntries(call, call.world.bookmarks.from(caller(call).id))),
}
