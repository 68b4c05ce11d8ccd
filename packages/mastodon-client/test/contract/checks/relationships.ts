import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

const area = 'relationships'

export const relationships: readonly Check[] = [
  {
    area,
    name: 'of those who are followed',
    async run(client, { me }) {
      const following = await client.api.v1.accounts(me.id).following.get({ params: { limit: 2 } })
      const id = following.length > 0 ? following.map((account) => account.id) : [me.id]
      const found = await client.api.v1.accounts.relationships.get({ params: { id } })
      assert.deepEqual(found.map((relationship) => relationship.id).toSorted(), id.toSorted())
      if (following.length > 0) assert.ok(found.every((relationship) => relationship.following))
    },
  },
  {
    area,
    name: 'familiar followers',
    run: (client, { me }) => client.api.v1.accounts.familiar_followers.get({ params: { id: [me.id] } }),
  },
  { area, name: 'mutes', run: (client) => client.api.v1.mutes.get({ params: { limit: 2 } }) },
  { area, name: 'blocks', run: (client) => client.api.v1.blocks.get({ params: { limit: 2 } }) },
  {
    area,
    name: 'blocked domains',
    run: (client) => client.api.v1.domain_blocks.get({ params: { limit: 2 } }),
  },
  {
    area,
    name: 'follow requests',
    run: (client) => client.api.v1.follow_requests.get({ params: { limit: 2 } }),
  },
  { area, name: 'suggestions', run: (client) => client.api.v2.suggestions.get({ params: { limit: 2 } }) },
]
