import { client } from '../../../../generated/hey-api/output/client.gen.ts'
import { createStatus, getHomeTimeline } from '../../../../generated/hey-api/output/sdk.gen.ts'
import type { Credentials } from '../../credentials.ts'

export async function run({ url, accessToken }: Credentials, text: string): Promise<string[]> {
  client.setConfig({ baseUrl: url, auth: accessToken })
  await createStatus({ body: { status: text }, throwOnError: true })
  const { data } = await getHomeTimeline({ query: { limit: 40 }, throwOnError: true })
  return data.map((status) => status.content)
}
