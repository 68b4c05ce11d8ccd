import { AtpAgent } from '@atproto/api'
import type { Credentials } from '../../credentials.ts'

export async function run({ service, ...credentials }: Credentials): Promise<string[]> {
  const agent = new AtpAgent({ service })
  await agent.login(credentials)
  const { data } = await agent.getTimeline({ limit: 100 })
  return data.feed.map((item) => item.post.uri)
}
