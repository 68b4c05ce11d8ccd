import { client } from '../../../../generated/hey-api/output/client.gen.ts'
import { getHomeTimeline } from '../../../../generated/hey-api/output/sdk.gen.ts'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async ({ url, accessToken }) => {
  client.setConfig({ baseUrl: url, auth: accessToken })
  return async () => (await getHomeTimeline({ query: { limit: 40 }, throwOnError: true })).data.length
}
