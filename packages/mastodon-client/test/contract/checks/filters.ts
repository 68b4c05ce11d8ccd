import assert from 'node:assert/strict'
import { gone } from '../gone.ts'
import type { Check } from '../types.ts'

const area = 'filters'

export const filters: readonly Check[] = [
  {
    area,
    name: 'make, change, delete',
    async run(client, { make, word }) {
      const { filters } = client.api.v2
      const body = {
        title: word,
        context: ['home' as const],
        expires_in: 3600,
        keywords_attributes: [{ keyword: word, whole_word: true }],
      }
      const { id, keywords } = await make(filters.post, { body }, (id) =>
        filters(id).delete({ validate: 'off' }),
      )
      assert.deepEqual(
        keywords?.map(({ keyword }) => keyword),
        [word],
      )
      const changed = await filters(id).put({ body: { filter_action: 'hide' } })
      assert.equal(changed.filter_action, 'hide')
      await filters(id).delete()
      await gone(() => filters(id).get())
    },
  },
  {
    area,
    name: 'make and delete, first version',
    async run(client, { make, word }) {
      const { filters } = client.api.v1
      const body = { phrase: word, context: ['home' as const], expires_in: 3600 }
      const { id, phrase } = await make(filters.post, { body }, (id) =>
        filters(id).delete({ validate: 'off' }),
      )
      assert.equal(phrase, word)
      await filters(id).delete()
      await gone(() => filters(id).get())
    },
  },
]
