import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

export const polls: readonly Check[] = [
  {
    area: 'polls',
    name: 'post and read',
    async run(client, { post }) {
      const { poll } = await post({ poll: { options: ['one', 'two'], expires_in: 3600, multiple: true } })
      assert.ok(poll, 'the post has no poll')
      const { options, multiple, expired } = await client.api.v1.polls(poll.id).get()
      assert.deepEqual(
        options.map(({ title }) => title),
        ['one', 'two'],
      )
      assert.deepEqual([multiple, expired], [true, false])
    },
  },
]
