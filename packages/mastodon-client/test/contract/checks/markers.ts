import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

export const markers: readonly Check[] = [
  {
    area: 'markers',
    name: 'read and write',
    async run(client) {
      const { markers } = client.api.v1
      const { home } = await markers.get({ params: { timeline: ['home'] } })
      if (!home) return 'read only: none is set'
      // Another value would move the place where the user left off.
      const { last_read_id } = home
      const written = await markers.post({ body: { home: { last_read_id } } })
      assert.equal(written.home?.last_read_id, last_read_id)
      return undefined
    },
  },
]
