import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const client = new Client(await PasswordSession.login(credentials))
  const { body } = await client.createRecord({
    $type: 'app.bsky.feed.post',
    text,
    createdAt: new Date().toISOString(),
  })
  return body.uri
}
