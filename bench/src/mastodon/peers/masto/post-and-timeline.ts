import { createRestAPIClient } from 'masto'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string[]> {
  const masto = createRestAPIClient(credentials)
  await masto.v1.statuses.create({ status: text })
  const statuses = await masto.v1.timelines.home.list({ limit: 40 })
  return statuses.map((status) => status.content)
}
