import { client } from '../../../../generated/hey-api/output/client.gen.ts'
import type { Credentials } from '../../credentials.ts'

export * as sdk from '../../../../generated/hey-api/output/sdk.gen.ts'

export function run({ url, accessToken }: Credentials): void {
  client.setConfig({ baseUrl: url, auth: accessToken })
}
