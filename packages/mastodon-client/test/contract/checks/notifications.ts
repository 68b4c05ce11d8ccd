import type { Check } from '../types.ts'

const area = 'notifications'

/** Only looked at: what is dismissed is gone. */
export const notifications: readonly Check[] = [
  {
    area,
    name: 'list',
    core: true,
    async run(client) {
      const { length } = await client.api.v1.notifications.get({ params: { limit: 5 } })
      return `${length} on a page`
    },
  },
  {
    area,
    name: 'grouped',
    async run(client) {
      const { notification_groups: groups } = await client.api.v2.notifications.get({ params: { limit: 5 } })
      return `${groups.length} on a page`
    },
  },
  { area, name: 'unread', run: (client) => client.api.v1.notifications.unread_count.get() },
  { area, name: 'policy', run: (client) => client.api.v2.notifications.policy.get() },
  {
    area,
    name: 'requests',
    run: (client) => client.api.v1.notifications.requests.get({ params: { limit: 2 } }),
  },
]
