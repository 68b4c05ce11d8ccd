import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

const area = 'tags'

export const tags: readonly Check[] = [
  {
    area,
    name: 'follow and back',
    async run(client, { undoAfter }) {
      const tag = client.api.v1.tags('mastodon')
      const { following } = await tag.get()
      if (following) return 'read only: it is followed'
      const followed = await tag.follow.post({ validate: 'off' })
      undoAfter('the tag is followed', () => tag.unfollow.post({ validate: 'off' }))
      assert.equal(tag.follow.post.parse(followed).following, true)
      assert.equal((await tag.unfollow.post()).following, false)
      return undefined
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
