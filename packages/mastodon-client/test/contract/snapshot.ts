import { isNotFoundError, isUnsupportedVersionError } from '@typefed/core'
import type { MastodonClient } from '../../src/index.ts'

/** Everything of an account that the suite makes or changes, to see that it is the same afterwards. */
export async function snapshot(client: MastodonClient): Promise<Record<string, unknown>> {
  const me = await client.api.v1.accounts.verify_credentials.get()
  const { v1, v2 } = client.api
  const parts: Record<string, () => Promise<unknown>> = {
    posts: () => idsOf(v1.accounts(me.id).statuses.get.paginate().toArray()),
    count: async () => me.statuses_count,
    scheduled: () => idsOf(v1.scheduled_statuses.get()),
    lists: () => idsOf(v1.lists.get()),
    filters: () => idsOf(v1.filters.get()),
    newerFilters: () => idsOf(v2.filters.get()),
    favourites: () => idsOf(v1.favourites.get()),
    bookmarks: () => idsOf(v1.bookmarks.get()),
    tags: () => v1.followed_tags.get(),
    marker: async () => (await v1.markers.get({ params: { timeline: ['home'] } })).home?.last_read_id,
    note: async () => me.source.note,
  }
  const found = Object.entries(parts).map(async ([name, read]) => [name, await read().catch(nothing)])
  return Object.fromEntries(await Promise.all(found)) as Record<string, unknown>
}

async function idsOf(items: Promise<readonly { id: string }[]>): Promise<string[]> {
  return (await items).map(({ id }) => id)
}

function nothing(error: unknown): undefined {
  if (!isNotFoundError(error) && !isUnsupportedVersionError(error)) throw error
}
