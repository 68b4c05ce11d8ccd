import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import type { Credentials } from '../../credentials.ts'

export * as lexicons from '@bsky/sdk/lexicons'

export async function run(credentials: Credentials): Promise<Client> {
  return new Client(await PasswordSession.login(credentials))
}
