import { Client, retryFetchHandler } from '@atcute/client'
import { PasswordSession } from '@atcute/password-session'
import type { Credentials } from '../../credentials.ts'

export * as atproto from '@atcute/atproto'
export * as bluesky from '@atcute/bluesky'
export * as ozone from '@atcute/ozone'

export async function run(credentials: Credentials): Promise<Client> {
  const session = await PasswordSession.login(credentials)
  return new Client({ handler: retryFetchHandler({ handler: session }) })
}
