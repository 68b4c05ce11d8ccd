import { MastodonClient } from '@typefed/mastodon-client'
import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  // Nothing but the socket is there, which is not asked where it is.
  const streaming = { url: server, multiplex: true }
  const client = new MastodonClient({ url: server, accessToken: 'token', streaming })
  for await (const { event } of client.api.v1.streaming.public()) if (event === 'update') take()
}
