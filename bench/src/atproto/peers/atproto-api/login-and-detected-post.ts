import { AtpAgent, RichText } from '@atproto/api'
import type { Credentials } from '../../credentials.ts'

export async function run({ service, ...credentials }: Credentials, text: string): Promise<string> {
  const agent = new AtpAgent({ service })
  await agent.login(credentials)
  const rich = new RichText({ text })
  await rich.detectFacets(agent)
  const { facets } = rich
  const { data } = await agent.com.atproto.repo.createRecord({
    repo: agent.assertDid,
    collection: 'app.bsky.feed.post',
    record: { $type: 'app.bsky.feed.post', text, facets, createdAt: new Date().toISOString() },
  })
  return data.uri
}
