import type { Check } from '../types.ts'

const area = 'search'

export const search: readonly Check[] = [
  {
    area,
    name: 'accounts',
    async run(client, { me }) {
      const params = { q: me.username, limit: 5 }
      const { length } = await client.api.v1.accounts.search.get({ params })
      return `${length} found`
    },
  },
  {
    area,
    name: 'everything',
    async run(client, { me }) {
      const params = { q: me.username, limit: 5 }
      const { accounts, statuses, hashtags } = await client.api.v2.search.get({ params })
      return `${accounts.length} accounts, ${statuses.length} posts, ${hashtags.length} tags`
    },
  },
  { area, name: 'directory', run: (client) => client.api.v1.directory.get({ params: { limit: 2 } }) },
]
