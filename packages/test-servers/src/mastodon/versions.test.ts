import { describe, expect, test } from 'vitest'
import { startMastodonSandbox } from './index.ts'
import { caller } from './testing.ts'
import { compareVersions, existsIn } from './version.ts'

describe('versions', () => {
  test.each([
    ['4.3.0', '4.3.0', 0],
    ['4.10.0', '4.9.1', 1],
    ['3.5.3', '4.0.0', -1],
    ['4.3.0-rc.1', '4.3.0', 0],
    ['4.3.0-beta.1', '4.3.0-rc.1', -1],
    ['4.4.0+glitch', '4.4.0', 0],
  ])('%s against %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign)
  })

  test.each([
    ['3.0.0', undefined, '3.0.0', false],
    ['2.9.3', undefined, '3.0.0', true],
    ['4.3.1', '4.3.0-beta.1', 'unknown', true],
    ['4.4.0', '4.3.0-beta.1', 'unknown', false],
    ['1.0.0', 'unknown', undefined, true],
  ])('at %s what came in %s and went in %s: %s', (version, since, until, there) => {
    expect(existsIn(version, { since, until })).toBe(there)
  })
})

describe('a sandbox of an older version', () => {
  test('leaves out what is newer, however deep', async () => {
    await using sandbox = await startMastodonSandbox({ version: '3.5.3' })
    const alice = caller(sandbox)
    const { json } = await alice.post('/api/v1/statuses', { status: 'Old' })
    const boost = await alice.post(`/api/v1/statuses/${json.id}/reblog`)
    for (const post of [json, boost.json.reblog]) {
      expect(post).toHaveProperty('edited_at')
      for (const name of [
        'filtered',
        'quote',
        'quotes_count',
        'quote_approval',
        'account.roles',
        'account.indexable',
      ]) {
        expect(post).not.toHaveProperty(name.split('.'))
      }
    }
  })

  test('keeps what later versions removed', async () => {
    const form = (): FormData => {
      const data = new FormData()
      data.set('file', new File(['x'], 'a.png', { type: 'image/png' }))
      return data
    }
    await using old = await startMastodonSandbox({ version: '3.4.0' })
    await using newer = await startMastodonSandbox({ version: '3.5.0' })
    expect((await caller(old).post('/api/v2/media', form())).json).toHaveProperty('text_url')
    expect((await caller(newer).post('/api/v2/media', form())).json).not.toHaveProperty('text_url')
  })

  test('passes over fields that it does not know yet', async () => {
    await using sandbox = await startMastodonSandbox({ version: '4.0.2' })
    const alice = caller(sandbox)
    const { json } = await alice.post('/api/v1/statuses', { status: 'One' })
    const quote = await alice.post('/api/v1/statuses', { status: 'Two', quoted_status_id: json.id })
    expect(quote.status).toBe(200)
    expect(quote.json).not.toHaveProperty('quote')
  })

  test.each([
    ['4.3.1', '/api/v2/filters', { title: 'a', context: ['home'], filter_action: 'blur' }, 500],
    ['4.4.0', '/api/v2/filters', { title: 'a', context: ['home'], filter_action: 'blur' }, 200],
    ['3.0.0', '/api/v1/filters', { phrase: 'a', context: ['account'] }, 422],
    ['3.1.0', '/api/v1/filters', { phrase: 'a', context: ['account'] }, 200],
    ['4.1.0', '/api/v1/reports', { account_id: '115000000000000001', category: 'legal' }, 500],
  ])('at %s keeps no value that came later: %s %o is %i', async (version, path, body, status) => {
    await using sandbox = await startMastodonSandbox({ version })
    const alice = caller(sandbox)
    expect((await alice.post(path, body)).status).toBe(status)
    if (path.includes('filters')) expect((await alice.get(path)).list).toHaveLength(status === 200 ? 1 : 0)
    expect(sandbox.violations).toEqual([])
    expect(sandbox.faults).toEqual([])
  })

  test('tells of nothing that it has no name for', async () => {
    await using sandbox = await startMastodonSandbox({ version: '3.4.0' })
    expect((await caller(sandbox).get('/api/v1/notifications')).status).toBe(200)
    for (let time = 0; time < 4; time++) {
      const { target } = sandbox.exampleCall('listNotifications')
      const { list } = await caller(sandbox).get(target)
      expect(list.map(({ type }) => type)).not.toContain('admin.report')
    }
    expect(sandbox.faults).toEqual([])
  })

  test('does not know newer routes and scopes', async () => {
    await using sandbox = await startMastodonSandbox({ version: '3.5.3' })
    expect((await caller(sandbox).get('/api/v2/instance')).status).toBe(404)
    expect((await caller(sandbox).get('/api/v2/notifications')).status).toBe(404)
    const app = { client_name: 'c', redirect_uris: 'https://c.example/', scopes: 'profile' }
    expect((await caller(sandbox, null).post('/api/v1/apps', app)).status).toBe(422)
    expect(sandbox.violations).toEqual([])
  })
})

describe('what a sandbox says it is', () => {
  test.each([
    ['4.6.1', undefined, '4.6.1', 'mastodon', '4.6.1', 10],
    ['4.3.1', undefined, '4.3.1', 'mastodon', '4.3.1', 2],
    ['4.2.0', undefined, '4.2.0', 'mastodon', '4.2.0', undefined],
    ['4.3.0', { name: 'glitch', version: '4.3.0' }, '4.3.0+glitch', 'glitch', '4.3.0', 2],
    [
      '4.2.0',
      { name: 'Pleroma', version: '2.7.0' },
      '4.2.0 (compatible; Pleroma 2.7.0)',
      'pleroma',
      '2.7.0',
      undefined,
    ],
    ['4.5.0', { name: 'gotosocial', version: '0.17.3' }, '0.17.3', 'gotosocial', '0.17.3', undefined],
  ])('%s as %o', async (version, software, text, name, own, level) => {
    await using sandbox = await startMastodonSandbox({ version, ...(software ? { software } : {}) })
    const anyone = caller(sandbox, null)
    const { json } = await anyone.get('/api/v2/instance')
    expect(json.version).toBe(text)
    expect(json.api_versions).toEqual(level === undefined ? undefined : { mastodon: level })
    expect((await anyone.get('/api/v1/instance')).json.version).toBe(text)
    const [link] = (await anyone.get('/.well-known/nodeinfo')).json.links as { href: string }[]
    expect((await anyone.get(link?.href ?? '')).json.software).toEqual({ name, version: own })
    expect((await anyone.get('/health')).status).toBe(200)
    expect(sandbox.faults).toEqual([])
  })
})
