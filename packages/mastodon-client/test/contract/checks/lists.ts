import assert from 'node:assert/strict'
import { gone } from '../gone.ts'
import type { Check } from '../types.ts'

export const lists: readonly Check[] = [
  {
    area: 'lists',
    name: 'make, rename, read, delete',
    async run(client, { make, word }) {
      const { lists, timelines } = client.api.v1
      const { id } = await make(lists.post, { body: { title: word } }, (id) =>
        lists(id).delete({ validate: 'off' }),
      )
      const title = `${word} again`
      assert.equal((await lists(id).put({ body: { title } })).title, title)
      assert.ok((await lists.get()).some((list) => list.id === id && list.title === title))
      assert.deepEqual(await lists(id).accounts.get(), [])
      assert.deepEqual(await timelines.list(id).get(), [])
      await lists(id).delete()
      await gone(() => lists(id).get())
    },
  },
]
