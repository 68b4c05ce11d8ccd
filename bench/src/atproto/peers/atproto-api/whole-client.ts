import { AtpAgent } from '@atproto/api'
import type { Credentials } from '../../credentials.ts'

export async function run({ service, ...credentials }: Credentials): Promise<AtpAgent> {
  const agent = new AtpAgent({ service })
  await agent.login(credentials)
  return agent
}
