import type { AtprotoClient } from '@typefed/atproto-client'
import type { MastodonClient } from '@typefed/mastodon-client'
import { splitText } from './split.ts'

export interface Picture {
  file: Blob
  /** What it shows. */
  alt: string
}

type Say = (line: string) => void

/** The most graphemes that a post on Bluesky has. */
const BLUESKY_LIMIT = 300

/** Posts a thread on Bluesky: mentions, links and tags are found, the pictures stand in the first post. */
export async function postOnBluesky(
  client: AtprotoClient,
  text: string,
  pictures: readonly Picture[],
  say: Say,
): Promise<string> {
  const [first = '', ...more] = splitText(text, BLUESKY_LIMIT)
  const images = pictures.map(({ file, alt }) => ({ image: file, alt }))
  const start = images.length > 0 ? await client.sendImages(first, images) : await client.sendPost(first)
  say(`Bluesky 1/${more.length + 1}: ${start.uri}`)
  if (more.length > 0) {
    const replies = await client.sendThread(more, { replyTo: start })
    for (const [index, { uri }] of replies.entries()) say(`Bluesky ${index + 2}/${more.length + 1}: ${uri}`)
  }
  return start.uri
}

/** Posts a thread on Mastodon, whose server says how long a post may be and finds mentions, links and tags by itself. */
export async function postOnMastodon(
  client: MastodonClient<'4.0'>,
  text: string,
  pictures: readonly Picture[],
  say: Say,
): Promise<string> {
  const { configuration } = await client.api.v2.instance.get()
  const parts = splitText(text, configuration.statuses.max_characters)
  const mediaIds: string[] = []
  for (const [index, { file, alt }] of pictures.entries()) {
    const media = await client.uploadMedia({ file, description: alt })
    mediaIds.push(media.id)
    say(`Mastodon: picture ${index + 1}/${pictures.length} is there`)
  }
  const ids: string[] = []
  for (const [index, status] of parts.entries()) {
    const parent = ids.at(-1)
    const { id } = await client.api.v1.statuses.post({
      body: {
        status,
        ...(index === 0 && mediaIds.length > 0 && { media_ids: mediaIds }),
        ...(parent !== undefined && { in_reply_to_id: parent }),
      },
      // A post that is sent again since its answer was lost is not written again.
      idempotencyKey: crypto.randomUUID(),
    })
    ids.push(id)
    say(`Mastodon ${index + 1}/${parts.length}: ${client.origin}/statuses/${id}`)
  }
  return ids[0] ?? ''
}
