/** Calls that need an account and have none. */
import type { AtprotoClient } from '@typefed/atproto-client'
import type { MastodonClient } from '@typefed/mastodon-client'
import { getHomeTimeline } from '@typefed/mastodon-client/operations'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failures.ts'
import { type Loopback, sendJson, startLoopback } from '../loopback.ts'
import { DID, HANDLE } from '../subjects.ts'
import { newAtproto, newMastodon } from '../clients.ts'

describe('MastodonClient without a token', () => {
  const open = () => startLoopback((_, response) => sendJson(response, []))
  const connect = ({ url }: Loopback, accessToken?: string): MastodonClient =>
    newMastodon({ url, validate: 'off', ...(accessToken !== undefined && { accessToken }) })

  test.each<[name: string, call: (client: MastodonClient) => Promise<unknown>]>([
    ['a read', ({ api }) => api.v1.timelines.home.get()],
    ['a write', ({ api }) => api.v1.statuses.post({ body: { status: 'Hello' } })],
    ['a walk', ({ api }) => api.v1.timelines.home.get.paginate().toArray()],
    ['a call by its description', (client) => client.call(getHomeTimeline)],
    ['a method of the account', ({ api }) => api.v1.accounts.verify_credentials.get()],
  ])('refuses %s before anything is sent', async (_, call) => {
    await using server = await open()
    const error = await failureOf(call(connect(server)))
    expect(error.name).toBe('LoginRequiredError')
    expect(server.received).toEqual([])
  })

  test('sends what needs none', async () => {
    await using server = await open()
    await connect(server).api.v1.timelines.public.get()
    await connect(server).api.v1.instance.get()
    expect(server.received).toHaveLength(2)
  })

  test('sends what brings its own authorization', async () => {
    await using server = await open()
    await connect(server).api.v1.timelines.home.get({ headers: { Authorization: 'Bearer other-4711' } })
    expect(server.received[0]?.headers.authorization).toBe('Bearer other-4711')
  })
})

describe('AtprotoClient without a session', () => {
  const missing = { error: 'AuthMissing', message: 'Authentication Required' }

  test('takes the server’s AuthMissing for a LoginRequiredError', async () => {
    await using server = await startLoopback((_, response) => sendJson(response, missing, 401))
    const client = newAtproto({ service: server.url })
    for (const call of [
      () => client.app.bsky.feed.getTimeline(),
      () => client.getTimeline(),
      () => client.app.bsky.notification.getUnreadCount(),
    ]) {
      expect((await failureOf(call())).name).toBe('LoginRequiredError')
    }
  })

  test('takes another 401 for what it is', async () => {
    const refused = { error: 'InvalidToken', message: 'Bad token' }
    await using server = await startLoopback((_, response) => sendJson(response, refused, 401))
    const error = await failureOf(newAtproto({ service: server.url }).getProfile(HANDLE))
    expect([error.name, error.status]).toEqual(['UnauthorizedError', 401])
  })

  test.each<[name: string, call: (client: AtprotoClient) => Promise<unknown>]>([
    ['sendPost', (client) => client.sendPost('Hello', { facets: [] })],
    [
      'like',
      (client) =>
        client.like({
          uri: `at://${DID}/app.bsky.feed.post/3jzfcijpj2z2a`,
          cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
        }),
    ],
  ])('refuses %s before anything is sent', async (_, call) => {
    await using server = await startLoopback((_, response) => sendJson(response, {}))
    const error = await failureOf((async () => call(newAtproto({ service: server.url })))())
    expect(error.name).toBe('LoginRequiredError')
    expect(server.received).toEqual([])
  })
})
