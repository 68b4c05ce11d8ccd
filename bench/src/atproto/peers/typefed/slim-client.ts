import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
import { PasswordSession, XrpcClient } from '@typefed/atproto-client/slim'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new XrpcClient({ session: await PasswordSession.login(credentials) })
  return async () => (await client.call(getTimeline, { limit: 100 })).feed.length
}
