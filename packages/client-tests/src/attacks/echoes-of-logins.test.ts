/** A server that repeats passwords, refresh tokens, codes and client secrets: calls that only one client has. */
import { clientCredentials, exchangeCode, revoke, userinfo } from '@typefed/mastodon-client/oauth'
import { describe, expect, test } from 'vitest'
import { type Echo, ECHOES, sendEcho } from '../echoes.ts'
import { expectHidden, failureOf, shownBy } from '../failures.ts'
import { type Loopback, sendJson, startLoopback } from '../loopback.ts'
import { ACCESS_JWT, ACCESS_TOKEN, DID, HANDLE, jwt, REFRESH_JWT, savedSession } from '../subjects.ts'
import { newAtproto } from '../clients.ts'

const PASSWORD = 'pass/word+with<"&%20> in it'
const FACTOR = 'ABCDE-12345'
const STATUSES = [200, 400, 401, 429, 500]

describe('AtprotoClient does not show what a server repeats of a login', () => {
  test.each(ECHOES.filter(({ headers }) => !headers))('$name', async (echo) => {
    for (const status of STATUSES) {
      for (const part of ['password', 'authFactorToken']) {
        await using server = await startLoopback(({ body }, response) =>
          sendEcho(response, echo, status, (JSON.parse(body) as Record<string, string>)[part] ?? ''),
        )
        const client = newAtproto({ service: server.url, retry: { limit: 0 } })
        const credentials = { identifier: HANDLE, password: PASSWORD, authFactorToken: FACTOR }
        expectHidden(shownBy(await failureOf(client.login(credentials))), [PASSWORD, FACTOR])
      }
    }
  })
})

/** A server whose renewals repeat the refresh token, while everything else says that the access token is old. */
function openRenewals(echo: Echo, status: number): Promise<Loopback> {
  return startLoopback(({ path, headers }, response) => {
    if (!path.endsWith('refreshSession')) sendJson(response, { error: 'ExpiredToken' }, 400)
    else sendEcho(response, echo, status, String(headers.authorization).replace('Bearer ', ''))
  })
}

describe('AtprotoClient does not show what a server repeats of a renewal', () => {
  test.each(ECHOES)('$name', async (echo) => {
    for (const status of STATUSES) {
      await using server = await openRenewals(echo, status)
      const client = newAtproto({ service: server.url, retry: { limit: 0 } })
      const session = savedSession(server.url).replace(ACCESS_JWT, jwt('access', -60))
      const shown = [
        await client.login({ session }).catch(shownBy),
        await client.getTimeline().catch(shownBy),
      ]
      expectHidden(shown.join('\n'), [REFRESH_JWT])
    }
  })

  test('in a saved session that cannot be read', async () => {
    const client = newAtproto({ service: 'http://home.test' })
    for (const session of [`${ACCESS_JWT}:::${REFRESH_JWT}`, `${HANDLE}:::${DID}:::${ACCESS_JWT}`]) {
      const error: unknown = await client.login({ session }).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(Error)
      expectHidden(shownBy(error), [ACCESS_JWT, REFRESH_JWT])
    }
  })
})

const APP = { client_id: 'id-1', client_secret: 'client/secret+1=' }
const CODE = { code: 'code/7f3a+Kd02=', redirectUri: 'https://app.test/', codeVerifier: 'verifier-9b2c-0000' }

const OAUTH_CALLS: readonly [name: string, field: string, call: (url: string) => Promise<unknown>][] = [
  ['exchangeCode', 'code', (url) => exchangeCode({ url }, { app: APP, ...CODE })],
  ['exchangeCode', 'code_verifier', (url) => exchangeCode({ url }, { app: APP, ...CODE })],
  ['exchangeCode', 'client_secret', (url) => exchangeCode({ url }, { app: APP, ...CODE })],
  ['clientCredentials', 'client_secret', (url) => clientCredentials({ url }, { app: APP })],
  ['revoke', 'token', (url) => revoke({ url }, { app: APP, token: ACCESS_TOKEN })],
  ['revoke', 'client_secret', (url) => revoke({ url }, { app: APP, token: ACCESS_TOKEN })],
  ['userinfo', 'authorization', (url) => userinfo({ url }, { accessToken: ACCESS_TOKEN })],
]

describe.each(OAUTH_CALLS)('Mastodon’s %s does not show what a server repeats of %s', (name, field, call) => {
  test.each(ECHOES)('$name', async (echo) => {
    for (const status of STATUSES) {
      await using server = await startLoopback(({ path, headers, body }, response) => {
        const sent = new URLSearchParams(body).get(field) ?? String(headers[field]).replace('Bearer ', '')
        if (path.startsWith('/.well-known/')) sendJson(response, {}, 404)
        else sendEcho(response, echo, status, sent)
      })
      const outcome = await call(server.url).catch((error: unknown) => error)
      // A revocation has succeeded, whatever the server says beside.
      if (status === 200 && name === 'revoke') expect(outcome).toBeUndefined()
      else expect(outcome).toBeInstanceOf(Error)
      const secrets = [CODE.code, CODE.codeVerifier, APP.client_secret, ACCESS_TOKEN]
      expectHidden(shownBy(outcome), secrets)
    }
  })
})
