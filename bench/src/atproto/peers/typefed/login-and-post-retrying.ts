import { createRecord } from '@typefed/atproto-client/com.atproto.repo.createRecord'
import { PasswordSession, XrpcClient } from '@typefed/atproto-client/slim'
import { kyHandler } from '@typefed/core/ky'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const session = await PasswordSession.login(credentials, { fetch: kyHandler() })
  const client = new XrpcClient({ session })
  const { uri } = await client.call(createRecord, {
    repo: session.did,
    collection: 'app.bsky.feed.post',
    record: { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() },
  })
  return uri
}
