import { notFound } from '../answer.ts'
import { type Call, caller, type Handler, type Handlers } from '../call.ts'
import { type Json } from '../document.ts'
import { Page } from '../pages.ts'
import { findAccount } from '../world/accounts.ts'
import type { Edges } from '../world/edges.ts'
import type { World } from '../world/world.ts'

/** The `Tag` entity. */
export function viewTag(call: Call, name: string): Json {
  const { world, account } = call
  const uses = [...world.statuses.values()].filter(({ tags }) => tags.includes(name))
  const today = Math.floor(Date.now() / 86_400_000) * 86_400
  return world.draft('Tag', {
    name,
    url: `${world.url}/tags/${encodeURIComponent(name)}`,
    history: [
      {
        day: String(today),
        uses: String(uses.length),
        accounts: String(new Set(uses.map(({ accountId }) => accountId)).size),
      },
    ],
    ...(account
      ? {
          following: world.followedTags.has(account.id, name),
          featuring: world.featuredTags.has(account.id, name),
        }
      : {}),
  })
}

function nameOf(call: Call): string {
  return (call.path.name ?? '').toLowerCase()
}

function tie(ties: (call: Call) => Edges): Handler {
  return (call) => {
    ties(call).put(caller(call).id, nameOf(call), undefined)
    return viewTag(call, nameOf(call))
  }
}

function untie(ties: (call: Call) => Edges): Handler {
  return (call) => {
    ties(call).cut(caller(call).id, nameOf(call))
    return viewTag(call, nameOf(call))
  }
}

function featured(call: Call, accountId: string): Json[] {
  return call.world.featuredTags.from(accountId).map(({ id, to }) => viewFeatured(call.world, id, to))
}

export function viewFeatured(world: World, id: string, name: string): Json {
  const uses = [...world.statuses.values()].filter(({ tags }) => tags.includes(name))
  return world.draft('FeaturedTag', {
    id,
    name,
    url: `${world.url}/tags/${encodeURIComponent(name)}`,
    statuses_count: String(uses.length),
    last_status_at: uses.at(-1)?.createdAt.slice(0, 10) ?? null,
  })
}

/** Tags of public posts, the most used first. */
export const trending: Handler = (call) => {
  const uses = new Map<string, number>()
  for (const status of call.world.statuses.values()) {
    if (status.visibility !== 'public') continue
    for (const tag of status.tags) uses.set(tag, (uses.get(tag) ?? 0) + 1)
  }
  const names = [...uses].sort(([, a], [, b]) => b - a).map(([name]) => name)
  return new Page(names.map((name) => ({ cursor: name, value: () => viewTag(call, name) })))
}

export const tags: Handlers = {
  listTrendingTags: trending,
  listTrendingTagsV1: trending,
  getTag: (call) => viewTag(call, nameOf(call)),
  followTag: tie(({ world }) => world.followedTags),
  unfollowTag: untie(({ world }) => world.followedTags),
  featureTag: tie(({ world }) => world.featuredTags),
  unfeatureTag: untie(({ world }) => world.featuredTags),
  listFollowedTags: (call) =>
    new Page(
      call.world.followedTags
        .from(caller(call).id)
        .map(({ id, to }) => ({ cursor: id, value: () => viewTag(call, to) })),
    ),
  listFeaturedTags: (call) => featured(call, caller(call).id),
  listAccountFeaturedTags: (call) => featured(call, findAccount(call.world, call.path.id).id),
  createFeaturedTag: (call) => {
    const name = String(call.body.name).replace(/^#/, '').toLowerCase()
    const { id } = call.world.featuredTags.put(caller(call).id, name, undefined)
    return viewFeatured(call.world, id, name)
  },
  deleteFeaturedTag: (call) => {
    const edge = call.world.featuredTags.from(caller(call).id).find(({ id }) => id === call.path.id)
    if (!edge) throw notFound()
    call.world.featuredTags.cut(edge.from, edge.to)
    return {}
  },
}
