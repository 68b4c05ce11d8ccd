import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import { app } from '@bsky/sdk/lexicons'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials): Promise<string[]> {
  const client = new Client(await PasswordSession.login(credentials))
  const { feed } = await client.call(app.bsky.feed.getTimeline, { limit: 100 })
  return feed.map((item) => item.post.uri)
}
