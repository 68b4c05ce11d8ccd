/** Code that loads late and does not, as in a browser that is offline: the errors are the same. */
import { AtprotoClient } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import { expect, test, vi } from 'vitest'
import { failureOf } from '../failures.ts'

vi.mock('../../../atproto-client/src/hints.ts', offline)
vi.mock('../../../mastodon-client/src/hints.ts', offline)
vi.mock('../../../atproto-client/src/verbs/call-verb.ts', offline)

function offline(): never {
  throw new TypeError('Failed to fetch dynamically imported module')
}

const fetch = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'))
const atproto = new AtprotoClient({ service: 'https://server.test', fetch, retry: false })
const mastodon = new MastodonClient({ url: 'https://server.test', accessToken: 'a', fetch, retry: false })

test.each([
  ['AT Protocol', () => atproto.com.atproto.server.describeServer()],
  ['Mastodon', () => mastodon.api.v2.instance.get()],
])('a call fails with its own error without the hints: %s', async (_, call) => {
  const error = await failureOf(call())
  expect(error.name).toBe('NetworkError')
  expect(error.message).toContain('server.test could not be reached')
})

test('a verb whose code does not load fails with a NetworkError', async () => {
  const error = await failureOf(atproto.getProfile('alice.example'))
  expect(error.name).toBe('NetworkError')
  expect(error.message).toBe('getProfile: its code could not be loaded')
  expect(error.cause).toBeInstanceOf(Error)
})
