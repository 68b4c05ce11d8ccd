import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import getTimeline from '../../../../generated/lex/app/bsky/feed/getTimeline.js'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials): Promise<string[]> {
  const client = new Client(await PasswordSession.login(credentials))
  const { feed } = await client.call(getTimeline, { limit: 100 })
  return feed.map((item) => item.post.uri)
}
