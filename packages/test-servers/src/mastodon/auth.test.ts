import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDocument } from './document.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller } from './testing.ts'

let sandbox: MastodonSandbox

beforeAll(async () => {
  sandbox = await startMastodonSandbox({ version: '4.6.1' })
})

afterAll(() => sandbox.close())

/** A token of the first user with some scopes only. */
async function tokenFor(scope: string): Promise<string> {
  const anyone = caller(sandbox, null)
  const redirect = 'https://client.example/callback'
  const app = (
    await anyone.post('/api/v1/apps', { client_name: 'c', redirect_uris: redirect, scopes: scope })
  ).json
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: String(app.client_id),
    redirect_uri: redirect,
    scope,
  })
  const consent = await anyone.get(`/oauth/authorize?${query}`)
  const { json } = await anyone.post('/oauth/token', {
    grant_type: 'authorization_code',
    code: new URL(consent.headers.get('location') ?? '').searchParams.get('code'),
    client_id: app.client_id,
    client_secret: app.client_secret,
    redirect_uri: redirect,
  })
  return String(json.access_token)
}

describe('a call without a token', () => {
  const closed = [...loadDocument().operations.values()].filter(
    ({ security, until }) =>
      !until && security.length > 0 && security.every((each) => Object.keys(each).length > 0),
  )

  test('is refused by every operation that wants one', async () => {
    const wrong: string[] = []
    for (const { id } of closed) {
      const { method, target, headers, body } = sandbox.exampleCall(id)
      const response = await fetch(`${sandbox.url}${target}`, { method, headers, ...(body ? { body } : {}) })
      const isPublic = /^adminListTrending(?:Links|Statuses|Tags)$/.test(id)
      if (isPublic ? response.status !== 200 : ![401, 403, 404, 422].includes(response.status))
        wrong.push(`${id}: ${response.status}`)
    }
    expect(wrong).toEqual([])
  })

  test.each([
    [403, 'GET', '/api/v1/admin/accounts', '4.6.5'],
    [404, 'GET', '/api/v1/admin/domain_blocks/1', '4.6.5'],
    [403, 'GET', '/api/v1/admin/reports/1', '4.6.5'],
    [403, 'POST', '/api/v1/admin/reports/1/resolve', '3.5.1'],
    [422, 'POST', '/api/v1/admin/reports/1/resolve', '3.5.0'],
    [404, 'POST', '/api/v1/statuses/1/bookmark', '4.6.5'],
    [404, 'POST', '/api/v1/statuses/1/mute', '4.6.5'],
    [404, 'POST', '/api/v1/statuses/1/unpin', '4.6.5'],
    [401, 'POST', '/api/v1/statuses/1/pin', '4.6.5'],
    [404, 'POST', '/api/v1/statuses/1/translate', '4.6.5'],
    [422, 'GET', '/api/v1/announcements', '4.6.5'],
    [422, 'GET', '/api/v1/donation_campaigns', '4.6.5'],
    [422, 'GET', '/api/v1/accounts/1/identity_proofs', '4.6.5'],
    [401, 'GET', '/api/v1/accounts/1/followers', '3.5.3'],
    [404, 'GET', '/api/v1/accounts/1/followers', '4.0.0'],
    [200, 'GET', '/api/v1/admin/trends/tags', '4.6.5'],
  ])('is answered %i to %s %s at %s', async (status, method, path, version) => {
    await using other = await startMastodonSandbox({ version })
    expect((await caller(other, null).send(method, path)).status).toBe(status)
  })

  test('gets of trends what everybody sees', async () => {
    const { author } = sandbox.seedTimeline({ statuses: 1 })
    for (const token of [null, author.token]) {
      const { list } = await caller(sandbox, token).get('/api/v1/admin/trends/statuses')
      expect(list.length).toBeGreaterThan(0)
      for (const status of list) expect(status).not.toHaveProperty('requires_review')
    }
    const [reviewed] = (await caller(sandbox).get('/api/v1/admin/trends/statuses')).list
    expect(reviewed).toHaveProperty('requires_review')
  })

  test('works where the document allows it', async () => {
    const { status } = await caller(sandbox, null).get('/api/v1/timelines/public')
    expect(status).toBe(200)
    expect((await caller(sandbox, null).get('/api/v2/instance')).status).toBe(200)
  })

  test('is refused where a parameter wants one', async () => {
    const anyone = caller(sandbox, null)
    expect((await anyone.get('/api/v2/search?q=x')).status).toBe(200)
    expect((await anyone.get('/api/v2/search?q=x&resolve=true')).status).toBe(401)
  })

  test('is told why', async () => {
    expect((await caller(sandbox, null).get('/api/v1/timelines/home')).json).toEqual({
      error: 'The access token is invalid',
    })
  })
})

describe('a token', () => {
  test('that nobody handed out is refused', async () => {
    expect((await caller(sandbox, 'made-up').get('/api/v1/timelines/public')).status).toBe(401)
  })

  test('without the scope is refused with 403', async () => {
    const reader = caller(sandbox, await tokenFor('read:statuses'))
    expect((await reader.get('/api/v1/timelines/home')).status).toBe(200)
    const refused = await reader.post('/api/v1/statuses', { status: 'x' })
    expect(refused).toMatchObject({
      status: 403,
      json: { error: 'This action is outside the authorized scopes' },
    })
  })

  test('of a wider scope does', async () => {
    const reader = caller(sandbox, await tokenFor('read'))
    expect((await reader.get('/api/v1/timelines/home')).status).toBe(200)
    const follower = caller(sandbox, await tokenFor('follow'))
    expect((await follower.get('/api/v1/blocks')).status).toBe(200)
    expect((await follower.get('/api/v1/timelines/home')).status).toBe(403)
  })

  test('of somebody who is not on the staff does not open what the staff does', async () => {
    const { token } = sandbox.createUser('mortal')
    expect((await caller(sandbox, token).get('/api/v1/admin/reports')).status).toBe(403)
    expect((await caller(sandbox).get('/api/v1/admin/reports')).status).toBe(200)
  })

  test('is kept out of the log', async () => {
    await caller(sandbox).get(`/api/v1/preferences?access_token=${sandbox.token}`)
    expect(
      JSON.stringify(sandbox.requests.map(({ query, headers }) => [query.toString(), headers])),
    ).not.toContain(sandbox.token)
  })
})
