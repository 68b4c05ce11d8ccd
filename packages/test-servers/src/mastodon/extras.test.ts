import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound, ids } from './testing.ts'

let sandbox: MastodonSandbox

beforeAll(async () => {
  sandbox = await startMastodonSandbox()
})

afterAll(() => closeSound(sandbox))

test('a collection holds accounts', async () => {
  const alice = caller(sandbox)
  const bob = sandbox.createUser('bob')
  const made = await alice.post('/api/v1/collections', {
    name: 'Bakers',
    tag_name: 'bread',
    account_ids: [bob.id],
  })
  expect(made.json.collection).toMatchObject({ name: 'Bakers', tag: { name: 'bread' }, item_count: 1 })
  const { id, items } = made.json.collection as { id: string; items: { id: string }[] }
  const listed = await alice.get(`/api/v1/accounts/${bob.id}/in_collections`)
  expect(listed.json).toMatchObject({ collections: [{ id }] })
  await alice.delete(`/api/v1/collections/${id}/items/${items[0]?.id}`)
  expect((await alice.get(`/api/v1/collections/${id}`)).json).toMatchObject({ collection: { item_count: 0 } })
})

test('a push subscription is kept', async () => {
  const alice = caller(sandbox)
  expect((await alice.get('/api/v1/push/subscription')).status).toBe(404)
  const subscription = { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }
  await alice.post('/api/v1/push/subscription', {
    subscription,
    data: { alerts: { mention: true }, policy: 'followed' },
  })
  const { json } = await alice.get('/api/v1/push/subscription')
  expect(json).toMatchObject({
    endpoint: subscription.endpoint,
    alerts: { mention: true },
    policy: 'followed',
  })
})

test('people are suggested until followed or dismissed', async () => {
  const { token } = sandbox.createUser('newcomer')
  const other = sandbox.createUser('suggested')
  const newcomer = caller(sandbox, token)
  const suggested = async () => ids((await newcomer.get('/api/v1/suggestions')).list).includes(other.id)
  expect(await suggested()).toBe(true)
  await newcomer.delete(`/api/v1/suggestions/${other.id}`)
  expect(await suggested()).toBe(false)
})

test('the most used tags are the trending ones', async () => {
  const alice = caller(sandbox)
  for (const status of ['#rare', '#common', '#common again']) await alice.post('/api/v1/statuses', { status })
  const { list } = await alice.get('/api/v1/trends/tags')
  expect(list).toMatchObject([
    { name: 'common', history: [{ uses: '2', accounts: '1' }] },
    { name: 'rare', history: [{ uses: '1' }] },
  ])
})

test('what comes off the allow list is not given back', async () => {
  const admin = caller(sandbox)
  const { json } = await admin.post('/api/v1/admin/domain_allows', { domain: 'friends.example' })
  const { status, text } = await admin.delete(`/api/v1/admin/domain_allows/${json.id}`)
  expect({ status, text }).toEqual({ status: 200, text: '{}' })
})

test('WebFinger finds people', async () => {
  const anyone = caller(sandbox, null)
  const { json } = await anyone.get('/.well-known/webfinger?resource=acct:alice')
  expect(json.links).toContainEqual({
    rel: 'self',
    type: 'application/activity+json',
    href: `${sandbox.url}/users/alice`,
  })
  expect((await anyone.get('/.well-known/webfinger?resource=acct:nobody')).status).toBe(404)
})
