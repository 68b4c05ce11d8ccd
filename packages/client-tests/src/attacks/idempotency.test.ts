/** A post with a key whose response is lost, by the version of the server. Only Mastodon has such keys. */
import { faultyFront } from '@typefed/test-servers/faults'
import { type MastodonSandbox, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failures.ts'
import { newMastodon } from '../clients.ts'

async function openFront(version: string) {
  const sandbox = await startMastodonSandbox({ version })
  const front = await faultyFront(sandbox.url)
  const retry = { limit: 2, initialDelay: 1 }
  const client = newMastodon({ url: front.url, accessToken: sandbox.token, retry })
  front.inject({ match: '/api/v1/statuses', times: 1, fault: { kind: 'loseResponse' } })
  return {
    sandbox,
    post: () => client.api.v1.statuses.post({ body: { status: 'Once' }, idempotencyKey: 'key-1' }),
    async [Symbol.asyncDispose]() {
      await front.close()
      await sandbox.close()
    },
  }
}

const writes = ({ requests }: MastodonSandbox) =>
  requests.filter(({ operationId }) => operationId === 'createStatus').map(({ status }) => status)

async function countPosts({ url, token, user }: MastodonSandbox): Promise<number> {
  const client = newMastodon({ url, accessToken: token })
  return (await client.api.v1.accounts(user.id).statuses.get()).length
}

describe('MastodonClient sends a post with a key again whose response was lost', () => {
  test.each(['4.1.0', '4.5.0'])('and gets the first post at %s', async (version) => {
    await using place = await openFront(version)
    expect(await place.post()).toMatchObject({ content: '<p>Once</p>' })
    expect(writes(place.sandbox)).toEqual([200, 200])
    expect(await countPosts(place.sandbox)).toBe(1)
  })

  test.each(['4.6.0', '4.7.0-alpha.2'])('and says that it is perhaps done at %s', async (version) => {
    await using place = await openFront(version)
    const error = await failureOf(place.post())
    expect(error).toMatchObject({ name: 'ResponseError', status: 500, attempts: 2, mayHaveHappened: true })
    expect(writes(place.sandbox)).toEqual([200, 500])
    expect(await countPosts(place.sandbox)).toBe(1)
  })
})
