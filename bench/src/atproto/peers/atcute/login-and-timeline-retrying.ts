import { AppBskyFeedGetTimeline } from '@atcute/bluesky'
import { Client, ok, retryFetchHandler } from '@atcute/client'
import { PasswordSession } from '@atcute/password-session'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials): Promise<string[]> {
  const session = await PasswordSession.login(credentials)
  const client = new Client({ handler: retryFetchHandler({ handler: session }) })
  const { feed } = await ok(client.call(AppBskyFeedGetTimeline, { params: { limit: 100 } }))
  return feed.map((item) => item.post.uri)
}
