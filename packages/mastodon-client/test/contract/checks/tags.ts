import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

const area = 'tags'

export const tags: readonly Check[] = [
  {
    area,
    name: 'follow and back',
    async run(client, { word, undoAfter }) {
      // A tag of this run, which nobody follows: not every server that follows tags shows one by itself.
      const tag = client.api.v1.tags(word)
      const followed = await tag.follow.post({ validate: 'off' })
      undoAfter('the tag is followed', () => tag.unfollow.post({ validate: 'off' }))
      assert.equal(tag.follow.post.parse(followed).following, true)
      assert.equal((await tag.unfollow.post()).following, false)
    },
  },
  { area, name: 'followed', run: (client) => client.api.v1.followed_tags.get({ params: { limit: 2 } }) },
  { area, name: 'featured', run: (client) => client.api.v1.featured_tags.get() },
  {
    area: 'trends',
    name: 'tags',
    async run(client) {
      const { length } = await client.api.v1.trends.tags.get({ params: { limit: 2 } })
      return `${length} on a page`
    },
  },
  {
    area: 'trends',
    name: 'posts',
    run: (client) => client.api.v1.trends.statuses.get({ params: { limit: 2 } }),
  },
  {
    area: 'trends',
    name: 'links',
    run: (client) => client.api.v1.trends.links.get({ params: { limit: 2 } }),
  },
]
