/** Addresses that a server names, whose end is hard to find: 160,000 slashes. */
import { discover } from '@typefed/mastodon-client/oauth'
import { expect, test } from 'vitest'
import { type Loopback, sendJson, startLoopback } from '../loopback.ts'
import { ACCESS_JWT, ACCESS_TOKEN, DID, HANDLE, REFRESH_JWT } from '../subjects.ts'
import { newAtproto, newMastodon } from '../clients.ts'

const SLASHES = '/'.repeat(160_000)

async function expectQuick(call: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await call().catch((error: unknown) => error)
  expect(performance.now() - start).toBeLessThan(2_000)
}

/** A server of Mastodon that names itself with the slashes behind it. */
function openInstance(): Promise<Loopback> {
  return startLoopback(({ path, headers }, response) => {
    const address = `ws://${String(headers.host)}/a${SLASHES}b`
    const document = { version: '4.6.0', configuration: { urls: { streaming: address } } }
    sendJson(
      response,
      path.includes('instance') ? document : { token_endpoint: address.replace('ws', 'http') },
    )
  })
}

test('AtprotoClient: the account’s server in a DID document', { timeout: 120_000 }, async () => {
  await using server = await startLoopback((_, response) => {
    const service = { id: '#atproto_pds', type: 'AtprotoPersonalDataServer' }
    const serviceEndpoint = `http://127.0.0.1:9/${SLASHES}b`
    const didDoc = { id: DID, service: [{ ...service, serviceEndpoint }] }
    sendJson(response, { did: DID, handle: HANDLE, accessJwt: ACCESS_JWT, refreshJwt: REFRESH_JWT, didDoc })
  })
  const client = newAtproto({ service: server.url, retry: { limit: 0 }, timeout: 2_000 })
  await expectQuick(() => client.login({ identifier: HANDLE, password: 'x' }))
})

test('AtprotoClient: the service', { timeout: 120_000 }, async () => {
  const fetch = async () => Response.json({ did: DID, handle: HANDLE })
  const client = () => newAtproto({ service: `http://home.test/a${SLASHES}b`, fetch })
  await expectQuick(async () => client().getProfile(HANDLE))
})

test('AtprotoClient: a saved session’s server', { timeout: 120_000 }, async () => {
  const fetch = async () => Response.json({ did: DID, handle: HANDLE })
  const session = [HANDLE, DID, ACCESS_JWT, REFRESH_JWT, `http://home.test/a${SLASHES}b`].join(':::')
  await expectQuick(() => newAtproto({ fetch }).login({ session }))
})

test('MastodonClient: its own address', { timeout: 120_000 }, async () => {
  const fetch = async () => Response.json([])
  await expectQuick(async () =>
    newMastodon({ url: `http://home.test/a${SLASHES}b`, fetch }).api.v1.lists.get(),
  )
})

test('MastodonClient: a streaming address', { timeout: 120_000 }, async () => {
  await using server = await openInstance()
  const streaming = { transport: 'sse', reconnect: false } as const
  const client = newMastodon({ url: server.url, accessToken: ACCESS_TOKEN, streaming, timeout: 2_000 })
  await using stream = client.api.v1.streaming.user()
  await expectQuick(() => stream[Symbol.asyncIterator]().next())
})

test('Mastodon’s OAuth: an endpoint', { timeout: 120_000 }, async () => {
  await using server = await openInstance()
  await expectQuick(() => discover({ url: server.url }))
})
