/** A request that repeats the Idempotency-Key of one that worked, by version. */
import { describe, expect, test } from 'vitest'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, ids } from './testing.ts'

const KEY = { 'idempotency-key': 'once' }
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

async function postsOf(sandbox: MastodonSandbox): Promise<string[]> {
  return ids((await caller(sandbox).get(`/api/v1/accounts/${sandbox.user.id}/statuses`)).list)
}

describe.each(['3.5.3', '4.1.0', '4.5.0'])('at %s', (version) => {
  test('the post is given again', async () => {
    await using sandbox = await startMastodonSandbox({ version })
    const alice = caller(sandbox)
    const first = await alice.post('/api/v1/statuses', { status: 'Once' }, KEY)
    const second = await alice.post('/api/v1/statuses', { status: 'Once' }, KEY)
    expect([second.status, second.json.id]).toEqual([200, first.json.id])
    expect(await postsOf(sandbox)).toEqual([first.json.id])
    expect(sandbox.faults).toEqual([])
  })

  test('a scheduled post is not found', async () => {
    await using sandbox = await startMastodonSandbox({ version })
    const alice = caller(sandbox)
    const body = { status: 'Later', scheduled_at: inAnHour() }
    const first = await alice.post('/api/v1/statuses', body, KEY)
    expect((await alice.post('/api/v1/statuses', body, KEY)).status).toBe(404)
    expect(ids((await alice.get('/api/v1/scheduled_statuses')).list)).toEqual([first.json.id])
    expect(sandbox.faults).toEqual([])
  })
})

describe.each(['4.6.0', '4.6.5', '4.7.0-alpha.2'])('at %s', (version) => {
  test.each([
    ['a post', '/statuses', () => ({ status: 'Once' })],
    ['a scheduled post', '/scheduled', () => ({ status: 'Later', scheduled_at: inAnHour() })],
  ])('the server fails on every repetition, and %s is written once', async (_, where, body) => {
    await using sandbox = await startMastodonSandbox({ version })
    const alice = caller(sandbox)
    const first = await alice.post('/api/v1/statuses', body(), KEY)
    expect(first.status).toBe(200)
    for (const _ of [1, 2]) expect((await alice.post('/api/v1/statuses', body(), KEY)).status).toBe(500)
    const written =
      where === '/statuses'
        ? await postsOf(sandbox)
        : ids((await alice.get('/api/v1/scheduled_statuses')).list)
    expect(written).toEqual([first.json.id])
    expect(sandbox.faults).toEqual([])
  })

  test('a key of a request that was refused, and one of another account, are new', async () => {
    await using sandbox = await startMastodonSandbox({ version })
    const body = { status: 'Too soon', scheduled_at: new Date().toISOString() }
    expect((await caller(sandbox).post('/api/v1/statuses', body, KEY)).status).toBe(422)
    for (const token of [sandbox.token, sandbox.createUser('bob').token]) {
      const reply = await caller(sandbox, token).post('/api/v1/statuses', { status: 'Mine' }, KEY)
      expect(reply.status).toBe(200)
    }
  })
})
