import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
import { PasswordSession, XrpcClient } from '@typefed/atproto-client/slim'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials): Promise<string[]> {
  const session = await PasswordSession.login(credentials)
  const client = new XrpcClient({ session })
  const { feed } = await client.call(getTimeline, { limit: 100 })
  return feed.map((item) => item.post.uri)
}
