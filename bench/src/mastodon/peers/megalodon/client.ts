import generator from 'megalodon'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async ({ url, accessToken }) => {
  const client = generator('mastodon', url, accessToken)
  return async () => (await client.getHomeTimeline({ limit: 40 })).data.length
}
