/// <reference types="@atcute/atproto" />
import { Client, ok } from '@atcute/client'
import { PasswordSession } from '@atcute/password-session'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const session = await PasswordSession.login(credentials)
  const client = new Client({ handler: session })
  const { uri } = await ok(
    client.post('com.atproto.repo.createRecord', {
      input: {
        repo: session.did,
        collection: 'app.bsky.feed.post',
        record: { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() },
      },
    }),
  )
  return uri
}
