import { getHomeTimeline } from '@typefed/mastodon-client/operations'
import { RestClient } from '@typefed/mastodon-client/slim'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new RestClient(credentials)
  return async () => (await client.call(getHomeTimeline, { params: { limit: 40 } })).length
}
