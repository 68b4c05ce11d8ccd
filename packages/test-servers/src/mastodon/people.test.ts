import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound, ids } from './testing.ts'

let sandbox: MastodonSandbox

beforeAll(async () => {
  sandbox = await startMastodonSandbox()
})

afterAll(() => closeSound(sandbox))

/** Two people that know nothing of each other yet. */
function couple(name: string) {
  const one = sandbox.createUser(`${name}_one`)
  const two = sandbox.createUser(`${name}_two`)
  return { one, two, first: caller(sandbox, one.token), second: caller(sandbox, two.token) }
}

describe('people', () => {
  test('follow and unfollow', async () => {
    const { one, two, first } = couple('follow')
    expect((await first.post(`/api/v1/accounts/${two.id}/follow`)).json).toMatchObject({ following: true })
    expect(ids((await first.get(`/api/v1/accounts/${two.id}/followers`)).list)).toEqual([one.id])
    const relations = await first.get(`/api/v1/accounts/relationships?id[]=${two.id}`)
    expect(relations.list).toMatchObject([{ id: two.id, following: true, followed_by: false }])
    expect((await first.post(`/api/v1/accounts/${two.id}/unfollow`)).json).toMatchObject({ following: false })
  })

  test('who are locked are asked first', async () => {
    const { one, two, first, second } = couple('ask')
    const form = new FormData()
    form.set('locked', 'true')
    expect((await second.patch('/api/v1/accounts/update_credentials', form)).json.locked).toBe(true)
    const asked = await first.post(`/api/v1/accounts/${two.id}/follow`)
    expect(asked.json).toMatchObject({ following: false, requested: true })
    expect(ids((await second.get('/api/v1/follow_requests')).list)).toEqual([one.id])
    expect((await second.get('/api/v1/notifications')).list).toMatchObject([{ type: 'follow_request' }])
    const answer = await second.post(`/api/v1/follow_requests/${one.id}/authorize`)
    expect(answer.json).toMatchObject({ id: one.id, followed_by: true })
    expect((await second.post(`/api/v1/follow_requests/${one.id}/reject`)).status).toBe(404)
  })

  test('block and mute, which hides their posts', async () => {
    const { two, first, second } = couple('hide')
    const { json } = await second.post('/api/v1/statuses', { status: 'Noise' })
    const sees = async () =>
      ids((await first.get('/api/v1/timelines/public?limit=40')).list).includes(String(json.id))
    expect(await sees()).toBe(true)
    expect((await first.post(`/api/v1/accounts/${two.id}/mute`, { duration: 60 })).json).toMatchObject({
      muting: true,
    })
    expect((await first.get('/api/v1/mutes')).list[0]?.mute_expires_at).toEqual(expect.any(String))
    expect(await sees()).toBe(false)
    await first.post(`/api/v1/accounts/${two.id}/unmute`)
    expect(await sees()).toBe(true)
    expect((await first.post(`/api/v1/accounts/${two.id}/block`)).json).toMatchObject({ blocking: true })
    expect(await sees()).toBe(false)
    expect(ids((await first.get('/api/v1/blocks')).list)).toEqual([two.id])
  })

  test('are found by name', async () => {
    const { two, first } = couple('find')
    expect(ids((await first.get('/api/v1/accounts/search?q=find_two')).list)).toEqual([two.id])
    expect((await first.get('/api/v1/accounts/lookup?acct=find_two')).json.id).toBe(two.id)
    const found = (await first.get('/api/v2/search?q=find_two&type=accounts')).json
    expect(found).toMatchObject({ accounts: [{ id: two.id }], statuses: [], hashtags: [] })
  })

  test('change their profile, by Rails\u2019 brackets', async () => {
    const { first } = couple('profile')
    const form = new FormData()
    form.set('display_name', 'Somebody')
    form.set('fields_attributes[0][name]', 'Site')
    form.set('fields_attributes[0][value]', 'https://example.com')
    form.set('source[privacy]', 'unlisted')
    const { json } = await first.patch('/api/v1/accounts/update_credentials', form)
    expect(json).toMatchObject({
      display_name: 'Somebody',
      fields: [{ name: 'Site', value: 'https://example.com', verified_at: null }],
      source: { privacy: 'unlisted' },
    })
    expect((await first.post('/api/v1/statuses', { status: 'quiet' })).json.visibility).toBe('unlisted')
  })
})

describe('notifications', () => {
  test('come one by one and in groups', async () => {
    const { one, first, second } = couple('notice')
    const third = caller(sandbox, sandbox.createUser('notice_three').token)
    const { json } = await first.post('/api/v1/statuses', { status: 'Like me' })
    await second.post(`/api/v1/statuses/${json.id}/favourite`)
    await third.post(`/api/v1/statuses/${json.id}/favourite`)
    await second.post('/api/v1/statuses', { status: '@notice_one hello' })
    const single = await first.get('/api/v1/notifications')
    expect(single.list.map(({ type }) => type)).toEqual(['mention', 'favourite', 'favourite'])
    const grouped = (await first.get('/api/v2/notifications')).json
    expect(grouped).toMatchObject({
      notification_groups: [
        { type: 'mention', notifications_count: 1 },
        { type: 'favourite', notifications_count: 2, status_id: json.id },
      ],
      accounts: [{ acct: 'notice_two' }, { acct: 'notice_three' }],
    })
    expect((await first.get('/api/v1/notifications/unread_count')).json).toEqual({ count: 3 })
    const last = ids(single.list)[0]
    await first.post('/api/v1/markers', { notifications: { last_read_id: last } })
    expect((await first.get('/api/v1/markers?timeline[]=notifications')).json).toMatchObject({
      notifications: { last_read_id: last, version: 0 },
    })
    expect((await first.get('/api/v1/notifications/unread_count')).json).toEqual({ count: 0 })
    const { list } = await first.get('/api/v1/notifications?types[]=mention')
    expect(list).toHaveLength(1)
    await first.post('/api/v1/notifications/clear')
    expect((await first.get('/api/v1/notifications')).list).toEqual([])
    expect(one.acct).toBe('notice_one')
  })

  test('follow what the policy says', async () => {
    const { first } = couple('policy')
    const changed = await first.patch('/api/v2/notifications/policy', { for_not_following: 'filter' })
    expect(changed.json.for_not_following).toBe('filter')
    expect((await first.get('/api/v2/notifications/policy')).json.for_not_following).toBe('filter')
    expect((await first.get('/api/v1/notifications/policy')).json.filter_not_following).toBe(true)
  })
})

describe('collections of a person', () => {
  test('lists hold accounts and have a timeline', async () => {
    const { two, first, second } = couple('list')
    const { json } = await first.post('/api/v1/lists', { title: 'Friends', replies_policy: 'followed' })
    expect(json).toMatchObject({ title: 'Friends', replies_policy: 'followed', exclusive: false })
    expect((await first.post(`/api/v1/lists/${json.id}/accounts`, { account_ids: [two.id] })).status).toBe(
      404,
    )
    await first.post(`/api/v1/accounts/${two.id}/follow`)
    expect((await first.post(`/api/v1/lists/${json.id}/accounts`, { account_ids: [two.id] })).status).toBe(
      200,
    )
    expect(ids((await first.get(`/api/v1/lists/${json.id}/accounts`)).list)).toEqual([two.id])
    const post = await second.post('/api/v1/statuses', { status: 'Listed' })
    expect(ids((await first.get(`/api/v1/timelines/list/${json.id}`)).list)).toEqual([post.json.id])
    await first.delete(`/api/v1/lists/${json.id}`)
    expect((await first.get('/api/v1/lists')).list).toEqual([])
  })

  test('filters mark what they match, in both generations', async () => {
    const { first } = couple('filter')
    const filter = { title: 'No spoilers', context: ['home'], keywords_attributes: [{ keyword: 'ending' }] }
    const { json } = await first.post('/api/v2/filters', filter)
    const post = await first.post('/api/v1/statuses', { status: 'The ending is great' })
    expect(post.json.filtered).toMatchObject([{ filter: { id: json.id }, keyword_matches: ['ending'] }])
    expect((await first.get('/api/v1/filters')).list).toMatchObject([{ phrase: 'ending', context: ['home'] }])
  })

  test('direct posts make conversations', async () => {
    const { first, second } = couple('talk')
    const sent = await first.post('/api/v1/statuses', { status: '@talk_two psst', visibility: 'direct' })
    const { list } = await second.get('/api/v1/conversations')
    expect(list).toMatchObject([
      { unread: true, last_status: { id: sent.json.id }, accounts: [{ acct: 'talk_one' }] },
    ])
    const read = await second.post(`/api/v1/conversations/${list[0]?.id}/read`)
    expect(read.json.unread).toBe(false)
  })

  test('tags are followed, and then come home', async () => {
    const { first, second } = couple('tags')
    await first.post('/api/v1/tags/Gardening/follow')
    const { json } = await second.post('/api/v1/statuses', { status: 'My #gardening' })
    expect(ids((await first.get('/api/v1/timelines/home')).list)).toEqual([json.id])
    expect((await first.get('/api/v1/followed_tags')).list).toMatchObject([
      { name: 'gardening', following: true },
    ])
  })

  test('bookmarks and pins are kept', async () => {
    const { one, first } = couple('keep')
    const { json } = await first.post('/api/v1/statuses', { status: 'Keep' })
    expect((await first.post(`/api/v1/statuses/${json.id}/bookmark`)).json.bookmarked).toBe(true)
    expect((await first.post(`/api/v1/statuses/${json.id}/pin`)).json.pinned).toBe(true)
    expect(ids((await first.get('/api/v1/bookmarks')).list)).toEqual([json.id])
    expect(ids((await first.get(`/api/v1/accounts/${one.id}/statuses?pinned=true`)).list)).toEqual([json.id])
  })
})

test('an account is limited once the staff has silenced it, and until then does not say', async () => {
  const admin = caller(sandbox)
  const { id } = sandbox.createUser('loud')
  const shown = async () => (await admin.get(`/api/v1/accounts/${id}`)).json
  expect(await shown()).toMatchObject({ discoverable: null, hide_collections: null })
  for (const key of ['limited', 'suspended', 'memorial']) expect(await shown()).not.toHaveProperty(key)
  await admin.post(`/api/v1/admin/accounts/${id}/action`, { type: 'silence' })
  expect(await shown()).toHaveProperty('limited', true)
  await admin.post(`/api/v1/admin/accounts/${id}/unsilence`)
  expect(await shown()).not.toHaveProperty('limited')
})

test('what the staff keeps is found while it is there', async () => {
  const admin = caller(sandbox)
  const { json } = await admin.post('/api/v1/admin/domain_blocks', { domain: 'bad.example' })
  const path = `/api/v1/admin/domain_blocks/${json.id}`
  expect((await admin.get(path)).json.id).toBe(json.id)
  expect(ids((await admin.get('/api/v1/admin/domain_blocks')).list)).toContain(json.id)
  await admin.delete(path)
  for (const method of ['GET', 'DELETE']) expect((await admin.send(method, path)).status).toBe(404)
  expect((await admin.get('/api/v1/admin/accounts/999999999999')).status).toBe(404)
})
