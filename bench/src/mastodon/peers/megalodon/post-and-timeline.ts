import generator from 'megalodon'
import type { Credentials } from '../../credentials.ts'

export async function run({ url, accessToken }: Credentials, text: string): Promise<string[]> {
  const client = generator('mastodon', url, accessToken)
  await client.postStatus(text)
  const { data } = await client.getHomeTimeline({ limit: 40 })
  return data.map((status) => status.content)
}
