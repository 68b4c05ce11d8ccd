import { AtprotoClient } from '@typefed/atproto-client'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async ({ service, ...credentials }) => {
  const client = new AtprotoClient({ service })
  await client.login(credentials)
  return async () => (await client.app.bsky.feed.getTimeline({ limit: 100 })).feed.length
}
