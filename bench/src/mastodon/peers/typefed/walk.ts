import { MastodonClient } from '@typefed/mastodon-client'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new MastodonClient(credentials)
  return async () => {
    let items = 0
    const walk = client.api.v1.timelines.home.get.paginate({ params: { limit: 40 } })
    for await (const page of walk.pages()) items += page.items.length
    return items
  }
}
