import type { AtprotoClient, StrongRef } from '@typefed/atproto-client'
import type { Outcome } from '../terminal.ts'

/** The smallest picture that is one. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Mention, link and tag are found in the text. */
export async function postText(
  client: AtprotoClient,
  friend: { handle: string },
): Promise<Outcome<StrongRef>> {
  const text = `Grüezi @${friend.handle} 👋 have a look at atproto.com #typefed`
  const written = await client.sendPost(text)
  const { value: post } = await client.app.bsky.feed.post.get({ uri: written.uri })
  const features = post.facets?.flatMap((facet) => facet.features.map(({ $type }) => $type.split('#')[1]))
  return { value: written, done: text, details: [`found: ${features?.join(', ')}`, written.uri] }
}

export async function postImage(client: AtprotoClient): Promise<Outcome<StrongRef>> {
  const image = Uint8Array.from(atob(PICTURE), (char) => char.charCodeAt(0))
  const written = await client.sendImage('A very small picture', { image, alt: 'One pixel' })
  return {
    value: written,
    done: `${image.length} bytes, whose type and size were found`,
    details: [written.uri],
  }
}
