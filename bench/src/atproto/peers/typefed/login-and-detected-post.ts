import { createRecord } from '@typefed/atproto-client/com.atproto.repo.createRecord'
import { resolveHandle } from '@typefed/atproto-client/com.atproto.identity.resolveHandle'
import { detectFacets } from '@typefed/atproto-client/rich-text'
import { PasswordSession, XrpcClient } from '@typefed/atproto-client/slim'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const session = await PasswordSession.login(credentials)
  const client = new XrpcClient({ session })
  const facets = await detectFacets(text, {
    resolveHandle: async (handle) => (await client.call(resolveHandle, { handle })).did,
  })
  const { uri } = await client.call(createRecord, {
    repo: session.did,
    collection: 'app.bsky.feed.post',
    record: { $type: 'app.bsky.feed.post', text, facets, createdAt: new Date().toISOString() },
  })
  return uri
}
