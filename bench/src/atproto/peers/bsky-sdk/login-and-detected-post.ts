import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import { RichText } from '@bsky/sdk/richtext'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const client = new Client(await PasswordSession.login(credentials))
  const rich = new RichText({ text })
  await rich.detectFacets(client)
  const { facets } = rich
  const { body } = await client.createRecord({
    $type: 'app.bsky.feed.post',
    text,
    ...(facets && { facets }),
    createdAt: new Date().toISOString(),
  })
  return body.uri
}
