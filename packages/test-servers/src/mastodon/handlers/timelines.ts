import { notFound } from '../answer.ts'
import { type Call, caller, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { type Entry, Page } from '../pages.ts'
import type { StatusRecord } from '../world/records.ts'
import { isAtHome, isOnList, isPublic } from '../world/timelines.ts'
import { statusEntries } from './entries.ts'

function home(call: Call): Entry[] {
  const { id } = caller(call)
  return statusEntries(call, (status) => isAtHome(call.world, id, status))
}

function isPublicPost(call: Call, status: StatusRecord, query: Json): boolean {
  // Nobody here is from elsewhere.
  if (query.remote === true || !isPublic(call.world, call.account?.id, status)) return false
  return query.only_media !== true || status.mediaIds.length > 0
}

function tagTimeline(call: Call): Entry[] {
  const names = (value: unknown): string[] => strings(value).map((name) => name.toLowerCase())
  const any = [(call.path.hashtag ?? '').toLowerCase(), ...names(call.query['any[]'])]
  const all = names(call.query['all[]'])
  const none = names(call.query['none[]'])
  return statusEntries(
    call,
    (status) =>
      isPublicPost(call, status, call.query) &&
      any.some((tag) => status.tags.includes(tag)) &&
      all.every((tag) => status.tags.includes(tag)) &&
      !none.some((tag) => status.tags.includes(tag)),
  )
}

function listTimeline(call: Call): Entry[] {
  const list = call.world.lists.get(call.path.list_id ?? '')
  if (list?.accountId !== caller(call).id) throw notFound()
  return statusEntries(call, (status) => isOnList(call.world, list.id, status))
}

export const timelines: Handlers = {
  getHomeTimeline: (call) => new Page(home(call)),
  getPublicTimeline: (call) =>
    new Page(statusEntries(call, (status) => isPublicPost(call, status, call.query))),
  getHashtagTimeline: (call) => new Page(tagTimeline(call)),
  getListTimeline: (call) => new Page(listTimeline(call)),
  getLinkTimeline: (call) => {
    const link = text(call.query.url) ?? ''
    return new Page(
      statusEntries(call, (status) => status.visibility === 'public' && status.text.includes(link)),
    )
  },
  getDirectTimeline: (call) => new Page(statusEntries(call, (status) => status.visibility === 'direct')),
}
