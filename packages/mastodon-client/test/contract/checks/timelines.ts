import assert from 'node:assert/strict'
import { type Check, NotThere } from '../types.ts'

const area = 'timelines'

/** How far down the own posts are looked for: others may be written meanwhile. */
const DEPTH = 10

export const timelines: readonly Check[] = [
  {
    area,
    name: 'home',
    core: true,
    async run(client) {
      const found = await client.api.v1.timelines.home.get({ params: { limit: 5 } })
      return `${found.length} on a page`
    },
  },
  {
    area,
    name: 'home, over pages',
    core: true,
    async run(client) {
      const walk = client.api.v1.timelines.home.get.paginate({ params: { limit: 3 }, maxItems: 9 })
      const ids = (await walk.toArray()).map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length, 'a post came twice')
      return `${ids.length} posts`
    },
  },
  {
    area,
    name: 'links to next and prev',
    async run(client, { me, post, sharedPost }) {
      const newestFirst = [(await sharedPost()).id, (await post()).id, (await post()).id].toReversed()
      const { get } = client.api.v1.accounts(me.id).statuses
      const pages = await Array.fromAsync(get.paginate({ params: { limit: 1 }, maxItems: DEPTH }).pages())
      const own = pages.filter(({ items }) => newestFirst.includes(items[0]?.id ?? ''))
      if (own.length === 0) throw new NotThere('posts that only their author sees are not listed')
      assert.deepEqual(
        own.map(({ items }) => items[0]?.id),
        newestFirst,
      )
      const cursor = own.at(-1)?.prev
      if (!cursor) throw new NotThere('there is no link to prev')
      const back = await get.paginate({ cursor, direction: 'prev', maxItems: DEPTH }).toArray()
      const seen = back.map(({ id }) => id).filter((id) => newestFirst.includes(id))
      assert.deepEqual(seen, newestFirst.slice(0, 2).toReversed())
    },
  },
  { area, name: 'public', run: (client) => client.api.v1.timelines.public.get({ params: { limit: 2 } }) },
  {
    area,
    name: 'public, local',
    run: (client) => client.api.v1.timelines.public.get({ params: { limit: 2, local: true } }),
  },
  {
    area,
    name: 'hashtag',
    run: (client) => client.api.v1.timelines.tag('mastodon').get({ params: { limit: 2 } }),
  },
  {
    area,
    name: 'conversations',
    run: (client) => client.api.v1.conversations.get({ params: { limit: 2 } }),
  },
]
