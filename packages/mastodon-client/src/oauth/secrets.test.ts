import { isNetworkError, isUnauthorizedError, isValidationError } from '@typefed/core'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clientCredentials, exchangeCode, type OAuthServer, revoke, userinfo } from './index.ts'

const SECRETS = {
  secret: 'client/secret+1',
  code: 'code-7f3a',
  verifier: 'verifier-9b2c',
  token: 'token-4d5e',
}
const app = { client_id: 'id-1', client_secret: SECRETS.secret }

const server: OAuthServer = {
  url: 'https://server.test',
  endpoints: {
    authorize: 'https://server.test/oauth/authorize',
    token: 'https://server.test/oauth/token',
    register: 'https://server.test/api/v1/apps',
    revoke: 'https://server.test/oauth/revoke',
    userinfo: 'https://server.test/oauth/userinfo',
  },
}

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )

describe('no secret is told', () => {
  const { code, verifier, token } = SECRETS
  const calls: [name: string, call: (server: OAuthServer) => Promise<unknown>][] = [
    [
      'exchangeCode',
      (to) =>
        exchangeCode(to, { app, code, redirectUri: 'https://app.test/callback', codeVerifier: verifier }),
    ],
    ['clientCredentials', (to) => clientCredentials(to, { app })],
    ['revoke', (to) => revoke(to, { app, token })],
    ['userinfo', (to) => userinfo(to, { accessToken: token })],
  ]

  function expectSecret(error: Error): void {
    const { message, stack, cause, ...fields } = error as Error & Record<string, unknown>
    const text = [message, stack, String(cause), JSON.stringify(fields)].join('\n')
    for (const secret of Object.values(SECRETS)) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(encodeURIComponent(secret))
    }
  }

  /** A server that repeats what it got, as it came and decoded. */
  const echo = (status: number, write: (words: string) => string): OAuthServer => ({
    ...server,
    async fetch(_, { body, headers }) {
      const sent = typeof body === 'string' ? body : ''
      const words = [sent, ...new URLSearchParams(sent).values(), ...Object.values(headers as object)]
      return new Response(write(words.join(' ')), { status })
    },
  })

  test.each(calls)('by %s, if the server repeats it in JSON', async (_, call) => {
    const write = (words: string) => JSON.stringify({ error: 'invalid_client', error_description: words })
    const error = await failure(call(echo(401, write)))
    expect(isUnauthorizedError(error)).toBe(true)
    expect(error.message).toMatch(/\[(secret|token)\]/)
    expectSecret(error)
  })

  test.each(calls)('by %s, if the server repeats it in a page', async (_, call) => {
    expectSecret(await failure(call(echo(500, (words) => `<html><title>${words}</title></html>`))))
  })

  test.each(calls.filter(([name]) => name !== 'revoke'))('by %s, if the answer is odd', async (_, call) => {
    const error = await failure(call(echo(200, (words) => words)))
    expect(isValidationError(error)).toBe(true)
    expectSecret(error)
  })

  test.each(calls)('by %s, if no answer comes', async (_, call) => {
    const reset = async () => Promise.reject(new TypeError('fetch failed', { cause: new Error('reset') }))
    const error = await failure(call({ ...server, fetch: reset }))
    expect(isNetworkError(error)).toBe(true)
    expectSecret(error)
  })

  test.each([301, 307, 308])('to where a server redirects with %i', async (status) => {
    nock(server.url).post('/oauth/token').reply(status, '', { location: 'https://evil.test/oauth/token' })
    const evil = nock('https://evil.test').post('/oauth/token').reply(200, { access_token: 'x' })
    expect(await failure(clientCredentials(server, { app }))).toMatchObject({ status })
    expect(evil.isDone()).toBe(false)
  })

  test('by a token that cannot stand in a header', async () => {
    for (const accessToken of ['token-4d5e\nx', 'token-4d5e x', 'token-4d5e\u2028', '']) {
      const error = await failure(userinfo(server, { accessToken }))
      expect(isValidationError(error)).toBe(true)
      expectSecret(error)
    }
  })
})
