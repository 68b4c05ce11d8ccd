import { Client } from '@atproto/lex'
import { PasswordSession } from '@atproto/lex-password-session'
import { app } from '@bsky/sdk/lexicons'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const session = await PasswordSession.login(credentials)
  const client = new Client(session, { validateResponse: false, strictResponseProcessing: false })
  return async () => (await client.call(app.bsky.feed.getTimeline, { limit: 100 })).feed.length
}
