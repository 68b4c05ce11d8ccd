import { createStatus, getHomeTimeline } from '@typefed/mastodon-client/operations'
import { RestClient } from '@typefed/mastodon-client/slim'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string[]> {
  const client = new RestClient(credentials)
  await client.call(createStatus, { body: { status: text } })
  const statuses = await client.call(getHomeTimeline, { params: { limit: 40 } })
  return statuses.map((status) => status.content)
}
