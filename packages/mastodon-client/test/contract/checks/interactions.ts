import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

const area = 'interactions'

export const interactions: readonly Check[] = [
  {
    area,
    name: 'favourite and back',
    async run(client, { me, sharedPost }) {
      const status = client.api.v1.statuses((await sharedPost()).id)
      assert.equal((await status.favourite.post()).favourited, true)
      const fans = await status.favourited_by.get()
      assert.deepEqual(
        fans.map(({ id }) => id),
        [me.id],
      )
      assert.equal((await status.unfavourite.post()).favourited, false)
    },
  },
  {
    area,
    name: 'boost and back',
    async run(client, { post }) {
      // A direct post cannot be boosted.
      const { id } = await post({ visibility: 'private' })
      const status = client.api.v1.statuses(id)
      assert.equal((await status.reblog.post()).reblog?.id, id)
      assert.equal((await status.get()).reblogged, true)
      assert.equal((await status.unreblog.post()).id, id)
    },
  },
  {
    area,
    name: 'bookmark and back',
    async run(client, { sharedPost }) {
      const { id } = await sharedPost()
      const status = client.api.v1.statuses(id)
      assert.equal((await status.bookmark.post()).bookmarked, true)
      const [newest] = await client.api.v1.bookmarks.get({ params: { limit: 1 } })
      assert.equal(newest?.id, id)
      assert.equal((await status.unbookmark.post()).bookmarked, false)
    },
  },
  {
    area,
    name: 'mute a conversation and back',
    async run(client, { sharedPost }) {
      const status = client.api.v1.statuses((await sharedPost()).id)
      assert.equal((await status.mute.post()).muted, true)
      assert.equal((await status.unmute.post()).muted, false)
    },
  },
  { area, name: 'favourites', run: (client) => client.api.v1.favourites.get({ params: { limit: 2 } }) },
]
