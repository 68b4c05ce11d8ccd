import type { AtprotoClient } from '@typefed/atproto-client'
import type { FacetMention } from '@typefed/atproto-client/app.bsky.richtext.facet'
import type { Post } from '@typefed/atproto-client/app.bsky.feed.post'
import type { Outcome } from '../terminal.ts'

interface Written {
  uri: string
  cid: string
}

/** A square of one colour: the smallest picture that is one. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A text whose parts carry features; offsets are bytes of UTF-8. */
export async function postText(
  client: AtprotoClient,
  friend: { handle: string; did: string },
): Promise<Outcome<Written>> {
  const text = new FacetText()
  text.add('Grüezi ')
  text.add(`@${friend.handle}`, {
    $type: 'app.bsky.richtext.facet#mention',
    did: friend.did,
  } satisfies FacetMention)
  text.add(' 👋 have a look at ')
  text.add('atproto.com', { $type: 'app.bsky.richtext.facet#link', uri: 'https://atproto.com' })
  text.add(' ')
  text.add('#typefed', { $type: 'app.bsky.richtext.facet#tag', tag: 'typefed' })
  const written = await create(client, {
    text: text.text,
    facets: text.facets,
    createdAt: new Date().toISOString(),
  })
  return { value: written, done: `${text.text}`, details: [written.uri] }
}

export async function postImage(client: AtprotoClient): Promise<Outcome<Written>> {
  const picture = new Blob([Uint8Array.from(atob(PICTURE), (char) => char.charCodeAt(0))], {
    type: 'image/png',
  })
  const { blob } = await client.com.atproto.repo.uploadBlob(picture)
  const written = await create(client, {
    text: 'A very small picture',
    createdAt: new Date().toISOString(),
    embed: { $type: 'app.bsky.embed.images', images: [{ alt: 'One pixel', image: blob }] },
  })
  return { value: written, done: `${blob.size} bytes of ${blob.mimeType}`, details: [written.uri] }
}

function create(client: AtprotoClient, record: Post): Promise<Written> {
  const { did: repo } = client.me
  return client.com.atproto.repo.createRecord({ repo, collection: 'app.bsky.feed.post', record })
}

class FacetText {
  text = ''
  facets: NonNullable<Post['facets']> = []

  add(part: string, feature?: NonNullable<Post['facets']>[number]['features'][number]): void {
    const bytes = (text: string) => new TextEncoder().encode(text).length
    const byteStart = bytes(this.text)
    this.text += part
    if (feature)
      this.facets.push({ index: { byteStart, byteEnd: byteStart + bytes(part) }, features: [feature] })
  }
}
