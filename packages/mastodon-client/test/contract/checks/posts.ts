import assert from 'node:assert/strict'
import { isResponseError } from '@typefed/core'
import { gone } from '../gone.ts'
import { type Check, NotThere } from '../types.ts'

const area = 'posts'

export const posts: readonly Check[] = [
  {
    area,
    name: 'post and read',
    core: true,
    async run(client, { me, word, post }) {
      const { id } = await post({ language: 'en' })
      const read = await client.api.v1.statuses(id).get()
      assert.ok(read.content.includes(word), 'the text is another')
      assert.equal(read.account.id, me.id)
      assert.equal(read.visibility, 'direct')
    },
  },
  {
    area,
    name: 'delete',
    core: true,
    async run(client, { post }) {
      const { id } = await post()
      await client.api.v1.statuses(id).delete()
      await gone(() => client.api.v1.statuses(id).get())
    },
  },
  {
    area,
    name: 'content warning',
    core: true,
    async run(_, { post }) {
      const { spoiler_text, sensitive } = await post({ spoiler_text: 'A warning', sensitive: true })
      assert.deepEqual({ spoiler_text, sensitive }, { spoiler_text: 'A warning', sensitive: true })
    },
  },
  {
    area,
    name: 'reply and context',
    core: true,
    async run(client, { post, sharedPost }) {
      const first = await sharedPost()
      const reply = await post({ in_reply_to_id: first.id })
      assert.equal(reply.in_reply_to_id, first.id)
      const { ancestors } = await client.api.v1.statuses(reply.id).context.get()
      assert.deepEqual(
        ancestors.map(({ id }) => id),
        [first.id],
      )
    },
  },
  {
    area,
    name: 'edit and history',
    async run(client, { word, post }) {
      const status = client.api.v1.statuses((await post()).id)
      const { edited_at, content } = await status.put({ body: { status: `Another text: ${word}` } })
      assert.ok(content.includes('Another text'), 'the text is the old one')
      if (!edited_at) throw new NotThere('the post is edited, and no time of it is told')
      const versions = await status.history.get()
      return `${versions.length} versions`
    },
  },
  {
    area,
    name: 'source',
    async run(client, { sharedPost }) {
      const { text } = await client.api.v1.statuses((await sharedPost()).id).source.get()
      assert.ok(text.startsWith('A check of a client'), 'the text is another')
    },
  },
  {
    area,
    name: 'several by id',
    async run(client, { post, sharedPost }) {
      const ids = [(await sharedPost()).id, (await post()).id]
      const found = await client.api.v1.statuses.get({ params: { id: ids } })
      assert.deepEqual(found.map(({ id }) => id).toSorted(), ids.toSorted())
    },
  },
  {
    area,
    name: 'once for each idempotency key',
    async run(client, { me, make, word }) {
      const { accounts, statuses } = client.api.v1
      const body = { status: word, visibility: 'direct' } as const
      const send = () =>
        make(statuses.post, { body, idempotencyKey: word, retry: false }, (id) =>
          statuses(id).delete({ validate: 'off' }),
        )
      const first = await send()
      const again = await send().catch(fault500)
      if (again) assert.equal(again.id, first.id)
      const newest = await accounts(me.id).statuses.get({ params: { limit: 5 }, validate: 'off' })
      assert.equal(newest.filter(({ content }) => content.includes(word)).length, 1, 'it is there twice')
      if (again) return undefined
      const { version } = await client.server()
      assert.ok(version !== undefined && /^4\.[67]\./.test(version), 'a repetition ends in 500')
      return 'a repetition ends in 500, the known fault of Mastodon 4.6.0 to 4.7.0-alpha.2 (#37879)'
    },
  },
  {
    area,
    name: 'schedule, put off, cancel',
    async run(client, { make, word }) {
      const { scheduled_statuses: scheduled, statuses } = client.api.v1
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
      const body = { status: word, visibility: 'direct', scheduled_at: inHours(24) } as const
      const { id } = await make(statuses.post, { body }, (id) => scheduled(id).delete({ validate: 'off' }))
      const later = inHours(48)
      const moved = await scheduled(id).put({ body: { scheduled_at: later } })
      assert.equal(Date.parse(moved.scheduled_at), Date.parse(later))
      await scheduled(id).delete()
      await gone(() => scheduled(id).get())
    },
  },
]

/** Takes a failure of the server for a result; rethrows all others. */
function fault500(error: unknown): undefined {
  if (!isResponseError(error) || error.status !== 500) throw error
}
