import { firehose } from '@typefed/atproto-client/streaming'
import { MastodonClient } from '@typefed/mastodon-client'

/** A post of either network. */
export interface LivePost {
  network: 'bluesky' | 'mastodon'
  /** A DID on Bluesky, whose firehose has no names; `@name@server` on Mastodon. */
  author: string
  text: string
}

export interface LiveOptions {
  signal: AbortSignal
  /** Is told of connections that open, are lost and come back. */
  onStatus: (status: string) => void
}

/** Everything that is posted on Bluesky, from a relay or a single server. */
export async function* postsOfBluesky(
  service: string,
  { signal, onStatus }: LiveOptions,
): AsyncGenerator<LivePost> {
  const events = firehose(service, {
    collections: ['app.bsky.feed.post'],
    signal,
    onStatus: ({ type }) => onStatus(`bluesky: ${type}`),
  })
  for await (const event of events) {
    if (event.kind !== 'commit' || event.action !== 'create') continue
    yield { network: 'bluesky', author: event.did, text: event.record.text }
  }
}

/** Everything public that a Mastodon server comes to know. */
export async function* postsOfMastodon(
  url: string,
  accessToken: string | undefined,
  { signal, onStatus }: LiveOptions,
): AsyncGenerator<LivePost> {
  const client = new MastodonClient({ url, accessToken })
  const events = client.api.v1.streaming.public({
    signal,
    onStatus: ({ type }) => onStatus(`mastodon: ${type}`),
  })
  for await (const { event, payload } of events) {
    if (event !== 'update') continue
    yield { network: 'mastodon', author: `@${payload.account.acct}`, text: textOf(payload.content) }
  }
}

/** The text of a post in HTML: nothing of it becomes part of the page. */
function textOf(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>|<\/p>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim()
}
