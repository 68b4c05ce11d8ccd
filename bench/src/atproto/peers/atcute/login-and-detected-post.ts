/// <reference types="@atcute/atproto" />
import RichtextBuilder from '@atcute/bluesky-richtext-builder'
import { tokenize } from '@atcute/bluesky-richtext-parser'
import { Client, ok } from '@atcute/client'
import { PasswordSession } from '@atcute/password-session'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, written: string): Promise<string> {
  const session = await PasswordSession.login(credentials)
  const client = new Client({ handler: session })
  const rich = new RichtextBuilder()
  for (const token of tokenize(written)) {
    if (token.type === 'mention') {
      const params = { handle: token.handle as `${string}.${string}` }
      const { did } = await ok(client.get('com.atproto.identity.resolveHandle', { params }))
      rich.addMention(token.raw, did)
    } else if (token.type === 'autolink') rich.addLink(token.raw, token.url as `${string}:${string}`)
    else if (token.type === 'topic') rich.addTag(token.raw, token.name)
    else rich.addText(token.raw)
  }
  const { text, facets } = rich.build()
  const { uri } = await ok(
    client.post('com.atproto.repo.createRecord', {
      input: {
        repo: session.did,
        collection: 'app.bsky.feed.post',
        record: { $type: 'app.bsky.feed.post', text, facets, createdAt: new Date().toISOString() },
      },
    }),
  )
  return uri
}
