import assert from 'node:assert/strict'
import type { MastodonClient, MediaAttachment } from '../../../src/index.ts'
import type { Check, Context } from '../types.ts'

const area = 'media'

/** A picture of one point. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Before 4.4 an upload cannot be deleted; the server drops it after a day if no post has it. */
async function upload(client: MastodonClient, { undoAfter }: Context): Promise<MediaAttachment> {
  const file = new File([Buffer.from(PICTURE, 'base64')], 'point.png', { type: 'image/png' })
  const media = await client.uploadMedia({ file, description: 'A point' })
  undoAfter(`media ${media.id}`, () => client.api.v1.media(media.id).delete({ validate: 'off' }))
  return media
}

export const media: readonly Check[] = [
  {
    area,
    name: 'upload and describe',
    async run(client, context) {
      const { id, type } = await upload(client, context)
      assert.equal(type, 'image')
      const { description } = await client.api.v1.media(id).put({ body: { description: 'One point' } })
      assert.equal(description, 'One point')
    },
  },
  {
    area,
    name: 'post',
    async run(client, context) {
      const { id } = await upload(client, context)
      const { media_attachments } = await context.post({ media_ids: [id] })
      assert.deepEqual(
        media_attachments.map((attachment) => [attachment.id, attachment.description]),
        [[id, 'A point']],
      )
    },
  },
]
