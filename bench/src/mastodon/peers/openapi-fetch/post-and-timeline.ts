import type { Credentials } from '../../credentials.ts'
import { connectTo } from './connect.ts'

export async function run(credentials: Credentials, text: string): Promise<string[]> {
  const client = connectTo(credentials)
  await client.POST('/api/v1/statuses', { body: { status: text } })
  const { data = [] } = await client.GET('/api/v1/timelines/home', { params: { query: { limit: 40 } } })
  return data.map((status) => status.content)
}
