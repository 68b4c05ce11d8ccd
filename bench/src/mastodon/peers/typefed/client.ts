import { MastodonClient } from '@typefed/mastodon-client'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new MastodonClient(credentials)
  return async () => (await client.api.v1.timelines.home.get({ params: { limit: 40 } })).length
}
