import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound, ids } from './testing.ts'

let sandbox: MastodonSandbox

beforeAll(async () => {
  sandbox = await startMastodonSandbox()
})

afterAll(() => closeSound(sandbox))

describe('a post', () => {
  test('appears in the home, public, tag and account timelines', async () => {
    const alice = caller(sandbox)
    const posted = await alice.post('/api/v1/statuses', { status: 'Hello #sandbox' })
    expect(posted.status).toBe(200)
    expect(posted.headers.get('x-typefed-sandbox')).toBe('mastodon 4.6.0')
    for (const timeline of [
      '/api/v1/timelines/home',
      '/api/v1/timelines/public',
      '/api/v1/timelines/tag/sandbox',
      `/api/v1/accounts/${sandbox.user.id}/statuses`,
    ]) {
      expect(ids((await alice.get(timeline)).list)).toContain(posted.json.id)
    }
  })

  test('reaches followers, and others only if it is public', async () => {
    const bob = caller(sandbox, sandbox.createUser('bob').token)
    const carol = sandbox.createUser('carol')
    await bob.post(`/api/v1/accounts/${carol.id}/follow`)
    const posts = caller(sandbox, carol.token)
    const secret = await posts.post('/api/v1/statuses', { status: 'For followers', visibility: 'private' })
    expect(ids((await bob.get('/api/v1/timelines/home')).list)).toContain(secret.json.id)
    expect((await caller(sandbox).get(`/api/v1/statuses/${secret.json.id}`)).status).toBe(404)
    expect((await caller(sandbox, null).get(`/api/v1/statuses/${secret.json.id}`)).status).toBe(404)
  })

  test('counts favourites and boosts, which can be taken back', async () => {
    const alice = caller(sandbox)
    const dora = caller(sandbox, sandbox.createUser('dora').token)
    const { json } = await alice.post('/api/v1/statuses', { status: 'Like me' })
    const liked = await dora.post(`/api/v1/statuses/${json.id}/favourite`)
    await dora.post(`/api/v1/statuses/${json.id}/favourite`)
    expect(liked.json).toMatchObject({ favourited: true, favourites_count: 1 })
    const boost = await dora.post(`/api/v1/statuses/${json.id}/reblog`)
    expect(boost.json).toMatchObject({ reblog: { id: json.id, reblogged: true, reblogs_count: 1 } })
    expect((await alice.get(`/api/v1/statuses/${json.id}/favourited_by`)).list).toMatchObject([
      { acct: 'dora' },
    ])
    expect((await alice.get(`/api/v1/statuses/${json.id}/reblogged_by`)).list).toMatchObject([
      { acct: 'dora' },
    ])
    expect(ids((await dora.get('/api/v1/favourites')).list)).toEqual([json.id])
    await dora.post(`/api/v1/statuses/${json.id}/unreblog`)
    const after = await dora.post(`/api/v1/statuses/${json.id}/unfavourite`)
    expect(after.json).toMatchObject({ favourited: false, favourites_count: 0, reblogs_count: 0 })
  })

  test('has its thread as context', async () => {
    const alice = caller(sandbox)
    const reply = async (to: unknown) =>
      (await alice.post('/api/v1/statuses', { status: 'Thread', ...(to ? { in_reply_to_id: to } : {}) })).json
        .id
    const root = await reply(undefined)
    const middle = await reply(root)
    const leaf = await reply(middle)
    const context = (await alice.get(`/api/v1/statuses/${String(middle)}/context`)).json
    expect(context).toMatchObject({
      ancestors: [{ id: root, replies_count: 1 }],
      descendants: [{ id: leaf }],
    })
  })

  test('keeps its history when edited', async () => {
    const alice = caller(sandbox)
    const { json } = await alice.post('/api/v1/statuses', { status: 'First' })
    const edited = await alice.put(`/api/v1/statuses/${json.id}`, { status: 'Second' })
    expect(edited.json.edited_at).not.toBeNull()
    const history = await alice.get(`/api/v1/statuses/${json.id}/history`)
    expect(history.list.map(({ content }) => content)).toEqual(['<p>First</p>', '<p>Second</p>'])
    expect((await alice.get(`/api/v1/statuses/${json.id}/source`)).json.text).toBe('Second')
  })

  test('goes with its text when deleted, and only by its author', async () => {
    const alice = caller(sandbox)
    const eve = caller(sandbox, sandbox.createUser('eve').token)
    const { json } = await alice.post('/api/v1/statuses', { status: 'Going' })
    expect((await eve.delete(`/api/v1/statuses/${json.id}`)).status).toBe(404)
    const deleted = await alice.delete(`/api/v1/statuses/${json.id}`)
    expect(deleted.json.text).toBe('Going')
    expect(deleted.json).not.toHaveProperty('content')
    expect((await alice.get(`/api/v1/statuses/${json.id}`)).status).toBe(404)
    expect(ids((await alice.get('/api/v1/timelines/home')).list)).not.toContain(json.id)
  })

  test('can quote another', async () => {
    const alice = caller(sandbox)
    const quoted = await alice.post('/api/v1/statuses', { status: 'Quoted' })
    const quote = await alice.post('/api/v1/statuses', { status: 'Look', quoted_status_id: quoted.json.id })
    expect(quote.json.quote).toMatchObject({ state: 'accepted', quoted_status: { id: quoted.json.id } })
    expect(ids((await alice.get(`/api/v1/statuses/${quoted.json.id}/quotes`)).list)).toEqual([quote.json.id])
  })

  test('waits when it is scheduled', async () => {
    const alice = caller(sandbox)
    const soon = await alice.post('/api/v1/statuses', { status: 'x', scheduled_at: new Date().toISOString() })
    expect(soon.status).toBe(422)
    const at = new Date(Date.now() + 3_600_000).toISOString()
    const later = await alice.post('/api/v1/statuses', { status: 'Later', scheduled_at: at })
    expect(later.json).toMatchObject({ scheduled_at: at, params: { text: 'Later' } })
    expect(ids((await alice.get('/api/v1/scheduled_statuses')).list)).toEqual([later.json.id])
    await alice.delete(`/api/v1/scheduled_statuses/${later.json.id}`)
    expect((await alice.get('/api/v1/scheduled_statuses')).list).toEqual([])
  })
})

describe('a poll', () => {
  test('counts votes, once for each person', async () => {
    const alice = caller(sandbox)
    const frank = caller(sandbox, sandbox.createUser('frank').token)
    const poll = { options: ['yes', 'no'], expires_in: 300 }
    const { json } = await alice.post('/api/v1/statuses', { status: 'Well?', poll })
    const { id } = json.poll as { id: string }
    const voted = await frank.post(`/api/v1/polls/${id}/votes`, { choices: [1] })
    expect(voted.json).toMatchObject({
      votes_count: 1,
      voted: true,
      own_votes: [1],
      options: [
        { title: 'yes', votes_count: 0 },
        { title: 'no', votes_count: 1 },
      ],
    })
    expect((await frank.post(`/api/v1/polls/${id}/votes`, { choices: [0] })).status).toBe(422)
    expect((await alice.post(`/api/v1/polls/${id}/votes`, { choices: [0] })).status).toBe(422)
  })
})

test('only of what its author could pin is it said whether that was done', async () => {
  const alice = caller(sandbox)
  const fan = caller(sandbox, sandbox.createUser('pinless').token)
  const { json } = await alice.post('/api/v1/statuses', { status: 'Mine' })
  expect(json).toHaveProperty('pinned', false)
  expect((await fan.get(`/api/v1/statuses/${json.id}`)).json).not.toHaveProperty('pinned')
  expect((await alice.post(`/api/v1/statuses/${json.id}/reblog`)).json).not.toHaveProperty('pinned')
  const direct = await alice.post('/api/v1/statuses', { status: 'Quiet', visibility: 'direct' })
  expect(direct.json).not.toHaveProperty('pinned')
})

test('a filter that matched by one thing has null for the other', async () => {
  const alice = caller(sandbox)
  const { json } = await alice.post('/api/v1/statuses', { status: 'Filtered by its id' })
  const filter = await alice.post('/api/v2/filters', { title: 'a', context: ['home'] })
  await alice.post(`/api/v2/filters/${filter.json.id}/statuses`, { status_id: json.id })
  const seen = await alice.get(`/api/v1/statuses/${json.id}`)
  expect(seen.json.filtered).toMatchObject([{ keyword_matches: null, status_matches: [json.id] }])
})
