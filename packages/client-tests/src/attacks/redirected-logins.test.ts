/** Calls that only one client has and whose bodies are secrets, redirected to another host. */
import { isResponseError } from '@typefed/core'
import { exchangeCode, clientCredentials, registerApp, revoke } from '@typefed/mastodon-client/oauth'
import { describe, expect, test } from 'vitest'
import { expectNoSecretAt, expectUnasked, failureOf } from '../failures.ts'
import { type Respond, sendJson, startLoopback } from '../loopback.ts'
import { ACCESS_JWT, ACCESS_TOKEN, DID, HANDLE, jwt, REFRESH_JWT } from '../subjects.ts'
import { newAtproto, newMastodon } from '../clients.ts'

const PASSWORD = 'correct/horse+battery "staple"'
const APP = { client_id: 'id-1', client_secret: 'client/secret+1' }
const CODE = { code: 'code-7f3a', redirectUri: 'https://app.test/', codeVerifier: 'verifier-9b2c' }
const STATUSES = [301, 302, 303, 307, 308]

async function openServers(redirects: (path: string) => boolean, status: number, otherwise: Respond) {
  const elsewhere = await startLoopback((_, response) => {
    const session = { did: DID, handle: HANDLE, accessJwt: ACCESS_JWT, refreshJwt: REFRESH_JWT }
    sendJson(response, { ...session, access_token: ACCESS_TOKEN, ...APP })
  })
  const home = await startLoopback((request, response) => {
    if (!redirects(request.path)) otherwise(request, response)
    else response.writeHead(status, { location: `${elsewhere.url}/collect` }).end()
  })
  return {
    home,
    elsewhere,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]()
      await elsewhere[Symbol.asyncDispose]()
    },
  }
}

describe.each(STATUSES)('AtprotoClient, redirected with %i to another host', (status) => {
  test('a login does not take the password there', async () => {
    await using servers = await openServers(
      () => true,
      status,
      () => {},
    )
    const client = newAtproto({ service: servers.home.url })
    const error = await failureOf(client.login({ identifier: HANDLE, password: PASSWORD }))
    expectUnasked(servers.elsewhere)
    expect(error).toMatchObject({ name: 'ResponseError', status })
    expect(error.message).toContain(`${servers.elsewhere.url}/collect`)
    expect(client.did).toBeUndefined()
  })

  test('a renewal does not take the refresh token there, and has not ended the session', async () => {
    const isRenewal = (path: string) => path.endsWith('refreshSession')
    const profile: Respond = (_, response) => sendJson(response, { did: DID, handle: HANDLE })
    await using servers = await openServers(isRenewal, status, profile)
    const client = newAtproto({ service: servers.home.url })
    const session = [HANDLE, DID, jwt('access', -60), REFRESH_JWT, servers.home.url].join(':::')
    await client.login({ session }).catch(() => {})
    await client.getTimeline().catch(() => {})
    expectUnasked(servers.elsewhere)
  })

  test('a read of the profile after login takes no token there', async () => {
    const isProfile = (path: string) => path.includes('getProfile')
    const session = { did: DID, handle: HANDLE, accessJwt: ACCESS_JWT, refreshJwt: REFRESH_JWT }
    await using servers = await openServers(isProfile, status, (_, response) => sendJson(response, session))
    const client = newAtproto({ service: servers.home.url })
    await client.login({ identifier: HANDLE, password: PASSWORD })
    expectNoSecretAt(servers.elsewhere, [ACCESS_JWT, REFRESH_JWT, PASSWORD])
  })
})

describe.each(STATUSES)('Mastodon’s OAuth, redirected with %i to another host', (status) => {
  test.each([
    ['exchangeCode', (url: string) => exchangeCode({ url }, { app: APP, ...CODE })],
    ['clientCredentials', (url: string) => clientCredentials({ url }, { app: APP })],
    ['revoke', (url: string) => revoke({ url }, { app: APP, token: ACCESS_TOKEN })],
    ['registerApp', (url: string) => registerApp({ url }, { clientName: 'A', redirectUris: 'a:b' })],
  ])('%s is not followed, and the error says where to', async (_, call) => {
    const isWrite = (path: string) => !path.startsWith('/.well-known/')
    await using servers = await openServers(isWrite, status, (_, response) => sendJson(response, {}, 404))
    const error = await failureOf(call(servers.home.url))
    expectUnasked(servers.elsewhere)
    expect(error).toMatchObject({ name: 'ResponseError', status })
    expect(error.message).toContain(`${servers.elsewhere.url}/collect`)
  })
})

describe('MastodonClient, whose instance document came by a redirect', () => {
  test.each([
    ['of both versions', (path: string) => path.includes('/instance')],
    ['of the first version', (path: string) => path === '/api/v1/instance'],
  ])('%s: a streaming host that it names does not get the token', async (_, redirects) => {
    await using trap = await startLoopback((_, response) => response.writeHead(401).end())
    const document = {
      uri: 'a',
      version: '4.6.0',
      urls: { streaming_api: trap.url.replace('http', 'ws') },
      configuration: { urls: { streaming: trap.url.replace('http', 'ws') } },
    }
    await using other = await startLoopback((_, response) => sendJson(response, document))
    await using home = await startLoopback(({ path }, response) => {
      if (redirects(path)) response.writeHead(302, { location: `${other.url}${path}` }).end()
      else sendJson(response, {}, path === '/api/v2/instance' ? 404 : 401)
    })
    const streaming = { transport: 'sse', reconnect: false } as const
    const client = newMastodon({ url: home.url, accessToken: ACCESS_TOKEN, streaming, retry: false })
    await using stream = client.api.v1.streaming.user()
    const first = stream[Symbol.asyncIterator]().next()
    const error = await first.catch((error: unknown) => error)
    expect(isResponseError(error)).toBe(true)
    expectUnasked(trap)
    expectNoSecretAt(other, [ACCESS_TOKEN])
  })
})
