import { notFound } from '../answer.ts'
import { type Call, caller, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { type Entry, Page } from '../pages.ts'
import type { StatusRecord } from '../world/records.ts'
import { statusEntries } from './entries.ts'

function hides(call: Call, status: StatusRecord): boolean {
  const viewer = call.account?.id
  if (viewer === undefined) return false
  const { blocks, mutes } = call.world
  const boosted = call.world.statuses.get(status.reblogOfId ?? '')
  const authors = [status.accountId, ...(boosted ? [boosted.accountId] : [])]
  return authors.some(
    (author) => blocks.has(viewer, author) || blocks.has(author, viewer) || mutes.has(viewer, author),
  )
}

function home(call: Call): Entry[] {
  const { id } = caller(call)
  const tags = new Set(call.world.followedTags.from(id).map(({ to }) => to))
  return statusEntries(call, (status) => {
    if (hides(call, status)) return false
    if (status.accountId === id) return true
    if (status.visibility === 'direct') return status.mentions.includes(id)
    const follow = call.world.follows.get(id, status.accountId)
    if (follow) return status.reblogOfId === undefined || follow.data.reblogs
    return status.visibility === 'public' && status.tags.some((tag) => tags.has(tag))
  })
}

function isPublicPost(call: Call, status: StatusRecord, query: Json): boolean {
  if (status.visibility !== 'public' || status.reblogOfId !== undefined || hides(call, status)) return false
  // Nobody here is from elsewhere.
  return query.remote !== true && (query.only_media !== true || status.mediaIds.length > 0)
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
  const members = new Set(call.world.members.from(list.id).map(({ to }) => to))
  return statusEntries(call, (status) => members.has(status.accountId) && status.visibility !== 'direct')
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
