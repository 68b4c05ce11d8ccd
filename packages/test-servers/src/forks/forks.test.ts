import { describe, expect, test } from 'vitest'
import { isObject, type Json } from '../mastodon/document.ts'
import { type Fork, type ForkDouble, FORKS, startFork } from './index.ts'

/** A call of a double: its status, headers and body. */
async function call(double: ForkDouble, method: string, path: string, body?: Json, token = double.token) {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  }
  const sent = body && { body: JSON.stringify(body) }
  const response = await double.fetch(double.url + path, { method, headers, ...sent })
  const value: unknown = await response.json()
  return { status: response.status, headers: response.headers, value, json: isObject(value) ? value : {} }
}

const named = (name: string): Fork => {
  const fork = FORKS.find((each) => each.name === name)
  if (!fork) throw new Error(`There is no double of ${name}.`)
  return fork
}

describe.each(FORKS.map((fork) => [fork.name, fork] as const))('%s', (_, fork) => {
  test('posts, edits and deletes, each double for itself', async () => {
    const double = startFork(fork)
    const post = { status: 'Hello', visibility: 'direct', spoiler_text: 'A warning', sensitive: true }
    const { json } = await call(double, 'POST', '/api/v1/statuses', post)
    expect(json).toMatchObject({
      content: '<p>Hello</p>',
      spoiler_text: 'A warning',
      account: { id: fork.account.id },
    })
    const path = `/api/v1/statuses/${String(json.id)}`
    const reply = await call(double, 'POST', '/api/v1/statuses', { status: 'Yes', in_reply_to_id: json.id })
    const context = await call(double, 'GET', `/api/v1/statuses/${String(reply.json.id)}/context`)
    expect(context.json).toMatchObject({ ancestors: [{ id: json.id }], descendants: [] })
    expect((await call(double, 'PUT', path, { status: 'Changed' })).json.content).toBe('<p>Changed</p>')
    expect((await call(startFork(fork), 'GET', path)).status).toBe(404)
    expect((await call(double, 'DELETE', path)).status).toBe(200)
    expect((await call(double, 'GET', path)).status).toBe(404)
  })

  test('knows one token, and tells everybody what it is', async () => {
    const double = startFork(fork)
    const whoami = '/api/v1/accounts/verify_credentials'
    expect((await call(double, 'GET', whoami, undefined, 'another')).status).toBe(401)
    expect((await call(double, 'GET', whoami)).json).toMatchObject({ id: fork.account.id })
    expect((await call(double, 'GET', '/nodeinfo/2.0', undefined, 'another')).json.software).toEqual(
      fork.software,
    )
    expect(double.requests.at(-1)).toBe('GET /nodeinfo/2.0')
  })
})

test('the same idempotency key gives the same post', async () => {
  const double = startFork(named('Pleroma'))
  const send = async (): Promise<unknown> => {
    const headers = { authorization: `Bearer ${double.token}`, 'idempotency-key': 'k' }
    const body = new URLSearchParams({ status: 'Once' })
    const response = await double.fetch(`${double.url}/api/v1/statuses`, { method: 'POST', headers, body })
    const value: unknown = await response.json()
    return isObject(value) ? value.id : undefined
  }
  expect(await send()).toBe(await send())
})

test.each([
  ['Mastodon nightly', /rel="next".+rel="prev"/],
  ['Hollo', /^[^,]+rel="next"$/],
])('%s links as it does', async (name, links) => {
  const double = startFork(named(name))
  for (const status of ['a', 'b', 'c']) await call(double, 'POST', '/api/v1/statuses', { status })
  const first = await call(double, 'GET', '/api/v1/timelines/home?limit=2')
  expect(first.headers.get('link')).toMatch(links)
  const next = /<https:\/\/server\.test([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  expect((await call(double, 'GET', next)).value).toMatchObject([{ content: '<p>a</p>' }])
})

describe('what is known of each', () => {
  test.each<[string, string, Json]>([
    ['Hollo', '/api/v1/instance', { urls: {} }],
    ['Friendica', '/api/v1/instance', { urls: null, contact_account: [] }],
    ['Pixelfed', '/api/v1/instance', { stats: { status_count: '29662653' }, urls: { streaming_api: null } }],
    ['Pixelfed', '/api/v2/instance', { configuration: { vapid: { public_key: null } } }],
    ['Mastodon nightly', '/api/v2/instance', { thumbnail: {} }],
    ['Mastodon 2.8', '/api/v1/accounts/verify_credentials', { source: { sensitive: null } }],
  ])('%s at %s', async (name, path, facts) => {
    expect((await call(startFork(named(name)), 'GET', path)).json).toMatchObject(facts)
  })

  test.each([
    ['Hollo', '/api/v2/instance', 'thumbnail'],
    ['Iceshrimp', '/api/v1/instance', 'languages'],
    ['Friendica', '/api/v1/accounts/verify_credentials', 'source'],
    ['Sharkey', '/api/v1/accounts/verify_credentials', 'source'],
    ['Hollo', '/.well-known/oauth-authorization-server', 'service_documentation'],
  ])('%s at %s has no %s', async (name, path, key) => {
    const { status, json } = await call(startFork(named(name)), 'GET', path)
    expect(status).toBe(200)
    expect(json).not.toHaveProperty(key)
  })

  test('GoToSocial does not undo uploads, and names a filtered post by another name', async () => {
    const double = startFork(named('GoToSocial'))
    expect((await call(double, 'DELETE', '/api/v1/media/01MEDIA0')).status).toBe(405)
    const filter = await call(double, 'POST', '/api/v2/filters', { title: 'a', context: ['home'] })
    expect(filter.json).toMatchObject({ statuses: [{ phrase: expect.any(String) }] })
    expect((await call(double, 'GET', '/api/v1/instance/domain_blocks')).value).toEqual([
      { domain: 'bad.test', comment: '' },
    ])
    const later = { status: 'Later', scheduled_at: '2030-01-31T12:00:00.000Z' }
    expect((await call(double, 'POST', '/api/v1/statuses', later)).json).toMatchObject({
      params: { application_id: expect.stringMatching(/^[0-9A-Z]{26}$/) },
    })
  })
})
