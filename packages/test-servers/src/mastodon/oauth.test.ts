import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from './document.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound } from './testing.ts'

let sandbox: MastodonSandbox
let app: Json

const REDIRECT = 'https://client.example/callback'
const VERIFIER = 'a-verifier-that-is-long-enough-for-anybody-to-be-content'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

beforeAll(async () => {
  sandbox = await startMastodonSandbox()
  const registration = { client_name: 'Test', redirect_uris: [REDIRECT], scopes: 'read write profile' }
  app = (await caller(sandbox, null).post('/api/v1/apps', registration)).json
})

afterAll(() => closeSound(sandbox))

function consent(over: Record<string, string> = {}) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: String(app.client_id),
    redirect_uri: REDIRECT,
    scope: 'read profile',
    state: 'opaque &state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...over,
  })
  return caller(sandbox, null).get(`/oauth/authorize?${query}`)
}

async function code(over?: Record<string, string>): Promise<string> {
  const { headers } = await consent(over)
  return new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
}

function trade(fields: Record<string, string>) {
  const { client_id: id, client_secret: secret } = app
  return caller(sandbox, null).post(
    '/oauth/token',
    new URLSearchParams({
      client_id: String(id),
      client_secret: String(secret),
      redirect_uri: REDIRECT,
      ...fields,
    }),
  )
}

describe('the authorization code flow', () => {
  test('comes back with code and state, and ends in a token that works', async () => {
    const answer = await consent()
    expect(answer.status).toBe(302)
    const back = new URL(answer.headers.get('location') ?? '')
    expect(back.origin + back.pathname).toBe(REDIRECT)
    expect(back.searchParams.get('state')).toBe('opaque &state')
    const token = await trade({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      code_verifier: VERIFIER,
    })
    expect(token.json).toMatchObject({ token_type: 'Bearer', scope: 'read profile' })
    const user = caller(sandbox, String(token.json.access_token))
    expect((await user.get('/api/v1/accounts/verify_credentials')).json).toMatchObject({ acct: 'alice' })
    expect((await user.get('/oauth/userinfo')).json).toMatchObject({ preferred_username: 'alice' })
    expect((await user.get('/api/v1/apps/verify_credentials')).json).toMatchObject({ name: 'Test' })
  })

  test('wants the verifier of the challenge', async () => {
    const wrong = { grant_type: 'authorization_code', code_verifier: 'another' }
    expect(await trade({ ...wrong, code: await code() })).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', error_description: expect.any(String) },
    })
    expect((await trade({ grant_type: 'authorization_code', code: await code() })).status).toBe(400)
  })

  test('takes a code once', async () => {
    const fields = { grant_type: 'authorization_code', code: await code(), code_verifier: VERIFIER }
    expect((await trade(fields)).status).toBe(200)
    expect((await trade(fields)).status).toBe(400)
  })

  test('redirects to registered addresses only, and gives registered scopes only', async () => {
    expect((await consent({ redirect_uri: 'https://evil.example/' })).json.error).toBe('invalid_redirect_uri')
    expect((await consent({ scope: 'admin:read' })).json.error).toBe('invalid_scope')
    expect((await consent({ client_id: 'unknown' })).json.error).toBe('invalid_client')
  })
})

describe('client credentials', () => {
  test('give a token of the client, which is nobody', async () => {
    const { json } = await trade({ grant_type: 'client_credentials', scope: 'read' })
    const client = caller(sandbox, String(json.access_token))
    expect((await client.get('/api/v1/apps/verify_credentials')).json).toMatchObject({ name: 'Test' })
    expect((await client.get('/api/v1/accounts/verify_credentials')).status).toBe(401)
  })

  test('may come by HTTP Basic, and must come', async () => {
    const anyone = caller(sandbox, null)
    const headers = { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` }
    const grant = { grant_type: 'client_credentials', scope: 'read' }
    const { json, status } = await anyone.post('/oauth/token', grant, headers)
    expect(status).toBe(200)
    const { access_token: token } = json
    expect((await anyone.post('/oauth/revoke', { token })).status).toBe(403)
    expect((await anyone.post('/oauth/revoke', { token }, headers)).json).toEqual({})
    expect((await anyone.post('/oauth/token', grant)).json.error).toBe('invalid_client')
    expect((await anyone.post('/oauth/token', { ...grant, client_id: app.client_id })).status).toBe(401)
  })

  test('are checked', async () => {
    const wrong = await trade({ grant_type: 'client_credentials', client_secret: 'wrong' })
    expect(wrong).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
  })
})

test('a revoked token no longer works', async () => {
  const { json } = await trade({ grant_type: 'client_credentials' })
  const { client_id, client_secret } = app
  const anyone = caller(sandbox, null)
  const token = String(json.access_token)
  const wrong = { client_id, client_secret: 'wrong', token }
  expect((await anyone.post('/oauth/revoke', wrong)).status).toBe(403)
  expect((await anyone.post('/oauth/revoke', { client_id, client_secret, token })).json).toEqual({})
  expect((await caller(sandbox, token).get('/api/v1/apps/verify_credentials')).status).toBe(401)
})

test('the metadata tell where things are, from 4.3 on', async () => {
  const { json } = await caller(sandbox, null).get('/.well-known/oauth-authorization-server')
  expect(json).toMatchObject({
    token_endpoint: `${sandbox.url}/oauth/token`,
    code_challenge_methods_supported: ['S256'],
  })
  await using old = await startMastodonSandbox({ version: '4.2.0' })
  expect((await caller(old, null).get('/.well-known/oauth-authorization-server')).status).toBe(404)
})
