import { beforeAll, describe, expect, inject, test } from 'vitest'
import { xrpc } from '../atproto/xrpc.ts'
import { faultyFront } from '../faults/index.ts'
import { type SharedNetwork, sharedNetwork } from './index.ts'

// A run whose configuration does not name the setup has no network to share.
describe.runIf(inject('typefedAtprotoNetwork'))('the network that test files share', () => {
  let network: SharedNetwork

  beforeAll(async () => {
    network = await sharedNetwork()
  }, 120_000)

  test('is the same for all who ask', async () => {
    expect((await sharedNetwork()).pds.url).toBe(network.pds.url)
  })

  test('has a timeline of more than 100 items', async () => {
    expect(network.seeded.timelineItems).toBeGreaterThan(100)
    const { feed } = await xrpc<{ feed: object[] }>(network.pds.url, 'app.bsky.feed.getTimeline', {
      params: { limit: 100 },
      authorization: `Bearer ${network.seeded.viewer.accessJwt}`,
    })
    expect(feed).toHaveLength(100)
  })

  test('takes accounts, lifetimes and takedowns of a test without harm to others', async () => {
    await using front = await faultyFront(network.pds.url)
    const account = await network.createAccount()
    await network.setAccessTokenLifetime(0, account.did)
    const session = await xrpc<{ accessJwt: string; didDoc: object }>(
      front.url,
      'com.atproto.server.createSession',
      { input: { identifier: account.handle, password: account.password } },
    )
    // A client that follows the DID document stays with the front of this test.
    expect(session.didDoc).toMatchObject({ service: [{ serviceEndpoint: front.url }] })
    const authorization = `Bearer ${session.accessJwt}`
    const getSession = xrpc(front.url, 'com.atproto.server.getSession', { authorization })
    await expect(getSession).rejects.toMatchObject({ error: 'ExpiredToken' })

    await network.takedown(account.did)
    await network.processAll()
    const viewer = `Bearer ${network.seeded.viewer.accessJwt}`
    const params = { actor: account.did }
    const getProfile = xrpc(network.pds.url, 'app.bsky.actor.getProfile', { params, authorization: viewer })
    await expect(getProfile).rejects.toMatchObject({ error: 'AccountTakedown' })
  })
})
