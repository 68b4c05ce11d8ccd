import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import { app } from '@bsky/sdk/lexicons'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new Client(await PasswordSession.login(credentials))
  return async () => (await client.call(app.bsky.feed.getTimeline, { limit: 100 })).feed.length
}
