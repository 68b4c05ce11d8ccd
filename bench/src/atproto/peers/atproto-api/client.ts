import { AtpAgent } from '@atproto/api'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async ({ service, ...credentials }) => {
  const agent = new AtpAgent({ service })
  await agent.login(credentials)
  return async () => (await agent.getTimeline({ limit: 100 })).data.feed.length
}
