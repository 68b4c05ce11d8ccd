/** The double of an OAuth session against the official class: same results, errors of the same shape. */
import * as official from '@atproto/oauth-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loseResponse, type Loopback, sendJson, startLoopback } from './loopback.ts'
import * as double from './oauth-session.ts'
import { officialSession } from './official-session.ts'

const DID = 'did:plc:2222222222222222222222aa'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback((_, response) => sendJson(response, {}))
})
afterAll(() => server[Symbol.asyncDispose]())

type Options = Partial<double.OAuthDoubleOptions>
const optionsOf = (options: Options): double.OAuthDoubleOptions => ({
  did: DID,
  aud: server.url,
  accessToken: 'access-token-1',
  refreshToken: 'refresh-token-1',
  ...options,
})

/** Describes an error by its class and its properties. */
function shapeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error
  const kind = error.constructor.name
  if (kind === 'TypeError') return kind
  const own = Object.keys(error).toSorted()
  const { statusCode, expose, request } = error as Partial<double.FetchRequestError>
  const token = request?.headers.get('authorization')
  return {
    kind,
    name: error.name,
    message: error.message,
    own,
    statusCode,
    expose,
    token,
    cause: shapeOf(error.cause),
  }
}

async function outcomes(options: Options, init?: RequestInit): Promise<unknown[]> {
  const sessions = [new double.OAuthSessionDouble(optionsOf(options)), officialSession(optionsOf(options))]
  const results: unknown[] = []
  for (const session of sessions) {
    const before = server.received.length
    const outcome = await session.fetchHandler('/xrpc/com.example.read', init).then(
      ({ status }) => status,
      (error: unknown) => shapeOf(error),
    )
    results.push([outcome, server.received.length - before, shapeOf(session.removed)])
  }
  return results
}

async function expectAlike(options: Options, init?: RequestInit): Promise<unknown> {
  const [ours, theirs] = await outcomes(options, init)
  expect(ours).toEqual(theirs)
  return ours
}

describe('the double is like the official session', () => {
  test.each([200, 400, 401, 429, 503])('after %i, which it hands on', async (status) => {
    server.use((_, response) => sendJson(response, {}, status))
    expect(await expectAlike({})).toEqual([status, 1, 'undefined'])
  })

  test('after a reset', async () => {
    server.use((_, response) => loseResponse(response))
    expect(await expectAlike({})).toMatchObject([
      { kind: 'FetchRequestError', name: 'Error' },
      1,
      'undefined',
    ])
  })

  test.each(['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', ''])('after %j', async (code) => {
    const cause = Object.assign(new Error('it failed'), code && { code })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect(await expectAlike({ fetch })).toMatchObject([{ token: 'DPoP access-token-1' }, 0, 'undefined'])
  })

  test('when its signal ends the request', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    expect(await expectAlike({}, { signal })).toMatchObject([{ kind: 'FetchRequestError' }, 0, 'undefined'])
  })

  test('when a stream lacks what `fetch` wants', async () => {
    const init = { method: 'POST', body: new Blob(['a']).stream() }
    expect(await expectAlike({}, init)).toEqual(['TypeError', 0, 'undefined'])
  })

  test('when a token is refused, and the next one too', async () => {
    const headers = { 'www-authenticate': 'DPoP error="invalid_token"' }
    server.use((_, response) => sendJson(response, {}, 401, headers))
    expect(await expectAlike({})).toMatchObject([401, 2, { kind: 'TokenInvalidError' }])
  })

  test('when a renewal is refused', async () => {
    server.use((_, response) => sendJson(response, {}))
    const [ours] = await outcomes({
      isStale: true,
      renew: async () => Promise.reject(double.refusedRenewal(DID)),
    })
    const renew = async () => Promise.reject(new official.TokenRefreshError(DID, 'Session expired'))
    const [, theirs] = await outcomes({ isStale: true, renew })
    const refused = { kind: 'TokenRefreshError', name: 'Error', message: 'Session expired', own: ['sub'] }
    for (const outcome of [ours, theirs]) expect(outcome).toMatchObject([refused, 0, refused])
  })
})

describe('an error of the double has the properties of the official one', () => {
  test.each([
    [double.TokenRefreshError, official.TokenRefreshError],
    [double.TokenInvalidError, official.TokenInvalidError],
    [double.TokenRevokedError, official.TokenRevokedError],
  ])('%o', (...classes) => {
    const [ours, theirs] = classes.map((Class) => new Class(DID, 'message'))
    expect(shapeOf(ours)).toEqual(shapeOf(theirs))
    expect(ours?.sub).toBe(DID)
  })

  test('FetchRequestError', () => {
    const request = new Request('http://a.test/')
    const cause = new TypeError('fetch failed')
    const classes = [double.FetchRequestError, official.FetchRequestError]
    const [ours, theirs] = classes.map((Class) => new Class(request, 502, 'Connection refused', { cause }))
    expect(shapeOf(ours)).toEqual(shapeOf(theirs))
  })

  test('the cause of a refused renewal', () => {
    const response = new Response('{}', { status: 400 })
    const payload = { error: 'invalid_grant', error_description: 'Session expired' }
    const theirs = new official.OAuthResponseError(response, payload)
    const ours = double.refusedRenewal(DID).cause as Error
    expect([ours.message, Object.keys(ours).toSorted()]).toEqual([
      theirs.message,
      Object.keys(theirs).toSorted(),
    ])
  })
})
