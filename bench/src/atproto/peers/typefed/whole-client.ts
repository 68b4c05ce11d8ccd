import { AtprotoClient } from '@typefed/atproto-client'
import type { Credentials } from '../../credentials.ts'

export async function run({ service, ...credentials }: Credentials): Promise<AtprotoClient> {
  const client = new AtprotoClient({ service })
  await client.login(credentials)
  return client
}
