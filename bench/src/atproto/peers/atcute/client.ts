import { AppBskyFeedGetTimeline } from '@atcute/bluesky'
import { Client, ok } from '@atcute/client'
import { PasswordSession } from '@atcute/password-session'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const client = new Client({ handler: await PasswordSession.login(credentials) })
  return async () => (await ok(client.call(AppBskyFeedGetTimeline, { params: { limit: 100 } }))).feed.length
}
