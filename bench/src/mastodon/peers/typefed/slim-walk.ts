import { getHomeTimeline } from '@typefed/mastodon-client/operations'
import { paginate, RestClient } from '@typefed/mastodon-client/slim'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new RestClient(credentials)
  return async () => {
    let items = 0
    const walk = paginate(client, getHomeTimeline, { params: { limit: 40 } })
    for await (const page of walk.pages()) items += page.items.length
    return items
  }
}
