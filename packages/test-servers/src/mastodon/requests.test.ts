import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound } from './testing.ts'

let sandbox: MastodonSandbox

beforeEach(async () => {
  sandbox = await startMastodonSandbox()
})

afterEach(() => closeSound(sandbox))

describe('a request against the document', () => {
  const poll = { options: ['a', 'b'], expires_in: 60 }

  test.each([
    ['a field of another type', { status: 7 }, 'body.status'],
    ['a nested field of another type', { status: '', poll: { ...poll, options: 'a' } }, 'body.poll.options'],
    ['a missing field', { poll: { options: ['a', 'b'] } }, 'body.poll.expires_in'],
    ['an unknown field', { status: 'x', stats: 'y' }, 'body.stats'],
    ['an unknown value', { status: 'x', visibility: 'everybody' }, 'body.visibility'],
    ['fields that exclude each other', { status: 'x', poll, media_ids: ['1'] }, 'body.poll'],
    ['nothing to post', {}, 'body.status'],
  ])('with %s is refused and noted', async (_, body, path) => {
    const { status, json } = await caller(sandbox).post('/api/v1/statuses', body)
    expect(status).toBe(422)
    expect(json).toMatchObject({
      error: expect.stringContaining(path),
      details: { [path]: [{ error: 'ERR_INVALID' }] },
    })
    expect(sandbox.violations).toMatchObject([{ operationId: 'createStatus', method: 'POST' }])
    expect(sandbox.violations[0]?.problems.map((each) => each.path)).toContain(path)
  })

  test.each([
    ['/api/v1/timelines/home?limit=many', 'query.limit'],
    ['/api/v1/timelines/home?page=2', 'query.page'],
    ['/api/v1/accounts/relationships?id=1', 'query.id'],
    ['/api/v1/accounts/lookup', 'query.acct'],
  ])('in the query, as %s, is refused', async (target, path) => {
    const { status, json } = await caller(sandbox).get(target)
    expect(status).toBe(422)
    expect(Object.keys(json.details as object)).toContain(path)
  })

  test('that cannot be read is refused', async () => {
    const json = { 'content-type': 'application/json' }
    const headers = { ...json, authorization: `Bearer ${sandbox.token}` }
    const response = await fetch(`${sandbox.url}/api/v1/statuses`, { method: 'POST', headers, body: '{"sta' })
    expect(response.status).toBe(422)
    const media = await caller(sandbox).post('/api/v2/media', { file: 'text' })
    expect(Object.keys(media.json.details as object)).toContain('headers.content-type')
  })

  test('that no operation fits is not found, and noted', async () => {
    expect((await caller(sandbox).get('/api/v1/nothing')).json).toEqual({ error: 'Not Found' })
    expect((await caller(sandbox).post('/api/v1/timelines/home')).status).toBe(404)
    expect(sandbox.violations).toMatchObject([{ operationId: undefined }, { operationId: undefined }])
  })
})

describe('a body', () => {
  const poll = { options: ['one', 'two'], expires_in: 300, multiple: true }

  test('is the same as JSON, form and multipart', async () => {
    const pairs = [
      ['status', 'Well?'],
      ['poll[options][]', 'one'],
      ['poll[options][]', 'two'],
      ['poll[expires_in]', '300'],
      ['poll[multiple]', 'true'],
    ] as const
    const form = new FormData()
    for (const [name, value] of pairs) form.append(name, value)
    const query = new URLSearchParams(pairs.map(([name, value]) => [name, value]))
    for (const body of [{ status: 'Well?', poll }, form, query]) {
      const { status, json } = await caller(sandbox).post('/api/v1/statuses', body)
      expect(status).toBe(200)
      expect(json.poll).toMatchObject({ multiple: true, options: [{ title: 'one' }, { title: 'two' }] })
    }
    expect(sandbox.violations).toEqual([])
  })

  test('may use a verb that does the same', async () => {
    const { json } = await caller(sandbox).post('/api/v1/lists', { title: 'A' })
    expect((await caller(sandbox).patch(`/api/v1/lists/${json.id}`, { title: 'B' })).json.title).toBe('B')
  })
})

test('rate limits are told and kept', async () => {
  await using strict = await startMastodonSandbox({ rateLimits: { limit: 2, windowSeconds: 60 } })
  const first = await caller(strict).get('/api/v1/preferences')
  expect(first.headers.get('x-ratelimit-limit')).toBe('2')
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
  expect(Date.parse(first.headers.get('x-ratelimit-reset') ?? '')).toBeGreaterThan(Date.now())
  await caller(strict).get('/api/v1/preferences')
  const third = await caller(strict).get('/api/v1/preferences')
  expect(third).toMatchObject({ status: 429, json: { error: 'Too many requests' } })
  expect(third.headers.get('x-ratelimit-remaining')).toBe('0')
})
