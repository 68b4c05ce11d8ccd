import { AtprotoClient, type AtprotoClientOptions } from '../src/index.ts'
import type { Post } from '../src/generated/lexicons/app.bsky.feed.post.ts'

type Facet = NonNullable<Post['facets']>[number]

/** A client that is logged in. */
export async function logIn(
  network: { pds: { url: string } },
  account: { handle: string; password: string },
  options: AtprotoClientOptions = {},
): Promise<AtprotoClient> {
  const client = new AtprotoClient({ service: network.pds.url, ...options })
  await client.login({ identifier: account.handle, password: account.password })
  return client
}

/** The smallest PNG. */
export const PICTURE: Blob = new Blob(
  [
    Uint8Array.from(
      atob(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      ),
      (char) => char.charCodeAt(0),
    ),
  ],
  { type: 'image/png' },
)

/** A text and its facets, from parts with or without a feature. */
export function facetText(parts: readonly [string, Facet['features'][number]?][]): {
  text: string
  facets: Facet[]
} {
  const facets: Facet[] = []
  let text = ''
  for (const [part, feature] of parts) {
    const byteStart = new TextEncoder().encode(text).length
    text += part
    const byteEnd = new TextEncoder().encode(text).length
    if (feature) facets.push({ index: { byteStart, byteEnd }, features: [feature] })
  }
  return { text, facets }
}
