import { isNotFoundError, isResponseError, isTimeoutError, isValidationError } from '@typefed/core'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { challengeOf } from './authorize.ts'
import {
  authorizeUrl,
  clientCredentials,
  discover,
  exchangeCode,
  type OAuthServer,
  readCallback,
  refreshToken,
  registerApp,
  revoke,
  userinfo,
} from './index.ts'

const URL_OF_SERVER = 'https://server.test'
const WELL_KNOWN = '/.well-known/oauth-authorization-server'
const REDIRECT = 'https://app.test/callback'
const SECRETS = {
  secret: 'client/secret+1',
  code: 'code-7f3a',
  verifier: 'verifier-9b2c',
  token: 'token-4d5e',
}
const app = { client_id: 'id-1', client_secret: SECRETS.secret }

const FIXED = {
  authorize: `${URL_OF_SERVER}/oauth/authorize`,
  token: `${URL_OF_SERVER}/oauth/token`,
  register: `${URL_OF_SERVER}/api/v1/apps`,
  revoke: `${URL_OF_SERVER}/oauth/revoke`,
  userinfo: `${URL_OF_SERVER}/oauth/userinfo`,
}

/** A server whose endpoints are known, so that it is not asked for them. */
const server: OAuthServer = { url: URL_OF_SERVER, endpoints: FIXED }

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )

describe('discovery', () => {
  const found = (metadata: object | string) => {
    nock(URL_OF_SERVER).get(WELL_KNOWN).reply(200, metadata)
    return discover({ url: URL_OF_SERVER })
  }

  test('takes what the server says', async () => {
    const metadata = {
      issuer: `${URL_OF_SERVER}/`,
      authorization_endpoint: `${URL_OF_SERVER}/o/authorize`,
      // Behind a proxy servers may think that they speak http.
      token_endpoint: 'http://server.test/o/token',
      app_registration_endpoint: '/o/apps',
      scopes_supported: ['read', 'write'],
    }
    expect(await found(metadata)).toEqual({
      ...FIXED,
      authorize: `${URL_OF_SERVER}/o/authorize`,
      token: `${URL_OF_SERVER}/o/token`,
      register: `${URL_OF_SERVER}/o/apps`,
      scopes: ['read', 'write'],
    })
  })

  test.each([
    'https://evil.test/oauth/token',
    '//evil.test/oauth/token',
    'https://server.test//evil.test/',
    'javascript:alert(1)',
    7,
  ])('does not send secrets to %s', async (endpoint) => {
    expect(await found({ token_endpoint: endpoint })).toEqual(FIXED)
  })

  test.each(['<html></html>', '', '[]', 'null', '7'])(
    'falls back on the fixed paths after %j',
    async (body) => {
      expect(await found(body)).toEqual(FIXED)
    },
  )

  test.each([401, 404, 500])('falls back after %i', async (status) => {
    nock(URL_OF_SERVER).get(WELL_KNOWN).reply(status)
    expect(await discover({ url: URL_OF_SERVER })).toEqual(FIXED)
  })

  test('tells whether PKCE counts', async () => {
    expect(await found({ code_challenge_methods_supported: ['S256'] })).toMatchObject({ pkce: true })
    for (const methods of [[], ['plain'], 'S256', undefined])
      expect(await found({ code_challenge_methods_supported: methods })).not.toHaveProperty('pkce')
  })

  test('falls back where a browser may not look, and not after a timeout or an abort', async () => {
    const refusing = async () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await discover({ url: URL_OF_SERVER, fetch: refusing })).toEqual(FIXED)
    const hanging: OAuthServer['fetch'] = (_, { signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })
    const late = await failure(discover({ url: URL_OF_SERVER, fetch: hanging, timeout: 10 }))
    expect(isTimeoutError(late)).toBe(true)
    const signal = AbortSignal.abort(new Error('enough'))
    expect((await failure(discover({ url: URL_OF_SERVER, signal }))).message).toBe('enough')
  })

  test('is done by each call that has no endpoints', async () => {
    nock(URL_OF_SERVER).get(WELL_KNOWN).reply(200, { token_endpoint: '/o/token' })
    nock(URL_OF_SERVER).post('/o/token').reply(200, { access_token: 'x' })
    expect(await clientCredentials({ url: URL_OF_SERVER }, { app })).toEqual({ access_token: 'x' })
  })
})

describe('registration', () => {
  test('sends what every version takes, and gives back what came', async () => {
    const answer = { id: '7', name: 'App', client_id: 'a', client_secret: 'b', vapid_key: 'c' }
    nock(URL_OF_SERVER)
      .post('/api/v1/apps', {
        client_name: 'App',
        redirect_uris: `${REDIRECT}\nurn:ietf:wg:oauth:2.0:oob`,
        scopes: 'read write',
        website: 'https://app.test',
      })
      .matchHeader('content-type', 'application/x-www-form-urlencoded')
      .reply(200, answer)
    const registration = {
      clientName: 'App',
      redirectUris: [REDIRECT, 'urn:ietf:wg:oauth:2.0:oob'],
      scopes: ['read', 'write'],
      website: 'https://app.test',
    }
    expect(await registerApp(server, registration)).toEqual(answer)
  })

  test.each(['{}', '[]', 'null', '', '<html></html>', '{ "client_id": "a", "client_secret": 7 }'])(
    'refuses the answer %j',
    async (body) => {
      nock(URL_OF_SERVER).post('/api/v1/apps').reply(200, body)
      const error = await failure(registerApp(server, { clientName: 'App', redirectUris: REDIRECT }))
      expect(isValidationError(error)).toBe(true)
    },
  )

  test('fails as the server says', async () => {
    nock(URL_OF_SERVER).post('/api/v1/apps').reply(422, { error: 'Validation failed: Redirect URI is wrong' })
    const error = await failure(registerApp(server, { clientName: 'App', redirectUris: '' }))
    expect(error.message).toBe('registerApp: 422 Validation failed: Redirect URI is wrong')
  })
})

describe('consent', () => {
  test('is asked for with PKCE and a state', async () => {
    const { url, state, codeVerifier } = await authorizeUrl(server, {
      app,
      redirectUri: REDIRECT,
      scopes: ['read', 'write:statuses'],
      forceLogin: true,
      lang: 'de',
    })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe(FIXED.authorize)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'id-1',
      redirect_uri: REDIRECT,
      scope: 'read write:statuses',
      state,
      code_challenge: await challengeOf(codeVerifier),
      code_challenge_method: 'S256',
      force_login: 'true',
      lang: 'de',
    })
    expect(codeVerifier).toMatch(/^[\w-]{43}$/)
    expect(state).toMatch(/^[\w-]{22}$/)
    expect(url).not.toContain(codeVerifier)
    expect(url).not.toContain(encodeURIComponent(SECRETS.secret))
  })

  test('is never asked for twice with the same', async () => {
    const first = await authorizeUrl(server, { app, redirectUri: REDIRECT })
    const second = await authorizeUrl(server, { app, redirectUri: REDIRECT })
    expect(second.state).not.toBe(first.state)
    expect(second.codeVerifier).not.toBe(first.codeVerifier)
    expect((await authorizeUrl(server, { app, redirectUri: REDIRECT, state: 'mine' })).state).toBe('mine')
  })

  test('has the challenge of RFC 7636, appendix B', async () => {
    expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })

  test('comes back as a code', () => {
    expect(readCallback(`${REDIRECT}?code=abc&state=xyz`, 'xyz')).toBe('abc')
    expect(readCallback(new URL(`${REDIRECT}?state=xyz&code=a%2Bb`), 'xyz')).toBe('a+b')
    // As a server of Node has it in `request.url`.
    expect(readCallback('/callback?code=abc&state=xyz', 'xyz')).toBe('abc')
  })

  test.each([
    [null, 'state: expected the state that authorizeUrl gave, got null'],
    [undefined, 'state: expected the state that authorizeUrl gave, got nothing'],
    ['', 'state: expected the state that authorizeUrl gave'],
  ])('is refused where nobody was sent: %j', (state, message) => {
    // An attacker's link has no state, or any.
    for (const query of [
      '?code=abc',
      '?code=abc&state=',
      '?code=abc&state=null',
      '?code=abc&state=undefined',
    ])
      expect(() => readCallback(REDIRECT + query, state)).toThrow(message)
  })

  test.each([null, undefined, 7, 'http://['])('is no address: %j', (url) => {
    const read = () => readCallback(url as string, 'xyz')
    expect(read).toThrow('answer to authorizeUrl is not valid: url: expected an address')
  })

  test.each([
    ['?code=abc&state=other', 'state: expected a state, got another one, or none'],
    ['?code=abc', 'state: expected a state'],
    ['?state=xyz', 'code: expected a code, got none'],
    [
      '?state=xyz&error=access_denied&error_description=The+user+denied',
      'code: expected a code, got access_denied: The user denied',
    ],
  ])('is refused with %s', (query, message) => {
    expect(() => readCallback(REDIRECT + query, 'xyz')).toThrow(message)
  })
})

describe('a token', () => {
  const token = { access_token: 'x', token_type: 'Bearer', scope: 'read', created_at: 1 }
  const exchange = { app, code: SECRETS.code, redirectUri: REDIRECT, codeVerifier: SECRETS.verifier }

  test('is given for a code', async () => {
    nock(URL_OF_SERVER)
      .post('/oauth/token', {
        grant_type: 'authorization_code',
        client_id: 'id-1',
        client_secret: SECRETS.secret,
        code: SECRETS.code,
        redirect_uri: REDIRECT,
        code_verifier: SECRETS.verifier,
      })
      .reply(200, token)
    expect(await exchangeCode(server, exchange)).toEqual(token)
  })

  test('is given to the client itself, for a redirect address where a server wants one', async () => {
    const fields = { grant_type: 'client_credentials', client_id: 'id-1', client_secret: SECRETS.secret }
    nock(URL_OF_SERVER)
      .post('/oauth/token', { ...fields, redirect_uri: REDIRECT })
      .reply(200, token)
    expect(await clientCredentials(server, { app, redirectUri: REDIRECT })).toEqual(token)
  })

  test('is given for one that expires', async () => {
    const fields = { grant_type: 'refresh_token', client_id: 'id-1', client_secret: SECRETS.secret }
    nock(URL_OF_SERVER)
      .post('/oauth/token', { ...fields, refresh_token: 'r1' })
      .reply(200, token)
    expect(await refreshToken(server, { app, refreshToken: 'r1' })).toEqual(token)
    expect(() => refreshToken(server, { app, refreshToken: undefined })).toThrow(
      'refreshToken is not valid: refreshToken: expected a string, got nothing',
    )
  })

  test('is given to the client itself', async () => {
    nock(URL_OF_SERVER)
      .post('/oauth/token', {
        grant_type: 'client_credentials',
        client_id: 'id-1',
        client_secret: SECRETS.secret,
        scope: 'read write',
      })
      .reply(200, token)
    expect(await clientCredentials(server, { app, scopes: ['read', 'write'] })).toEqual(token)
  })

  test('is refused as OAuth says', async () => {
    nock(URL_OF_SERVER)
      .post('/oauth/token')
      .reply(400, { error: 'invalid_grant', error_description: 'It has expired' })
    const error = await failure(exchangeCode(server, exchange))
    expect(isResponseError(error, 'invalid_grant')).toBe(true)
    expect(error.message).toBe('exchangeCode: 400 invalid_grant: It has expired')
  })

  test('is given back', async () => {
    const form = { client_id: 'id-1', client_secret: SECRETS.secret, token: SECRETS.token }
    for (const answer of ['{}', '']) {
      nock(URL_OF_SERVER).post('/oauth/revoke', form).reply(200, answer)
      expect(await revoke(server, { app, token: SECRETS.token })).toBeUndefined()
    }
  })

  test('tells whose it is', async () => {
    const user = { iss: URL_OF_SERVER, sub: `${URL_OF_SERVER}/users/alice`, preferred_username: 'alice' }
    nock(URL_OF_SERVER)
      .get('/oauth/userinfo')
      .matchHeader('authorization', `Bearer ${SECRETS.token}`)
      .reply(200, user)
    expect(await userinfo(server, { accessToken: SECRETS.token })).toEqual(user)
    nock(URL_OF_SERVER).get('/oauth/userinfo').reply(404)
    expect(isNotFoundError(await failure(userinfo(server, { accessToken: SECRETS.token })))).toBe(true)
  })
})
