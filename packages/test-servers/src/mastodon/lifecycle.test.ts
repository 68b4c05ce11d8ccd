import { expect, test } from 'vitest'
import { answers } from '../testing.ts'
import { startMastodonSandbox } from './index.ts'
import { caller } from './testing.ts'

test('nothing listens after close, which can be called twice', async () => {
  const sandbox = await startMastodonSandbox()
  await caller(sandbox).get('/api/v1/timelines/home')
  expect(await answers(sandbox.url)).toBe(true)
  await sandbox.close()
  await sandbox.close()
  expect(await answers(sandbox.url)).toBe(false)
})

test('sandboxes share nothing', async () => {
  await using one = await startMastodonSandbox()
  await using two = await startMastodonSandbox()
  await caller(one).post('/api/v1/statuses', { status: 'Here' })
  expect((await caller(two).get('/api/v1/timelines/public')).list).toEqual([])
})

test('the log tells what was asked and answered', async () => {
  await using sandbox = await startMastodonSandbox()
  await caller(sandbox).get('/api/v1/timelines/home?limit=5')
  expect(sandbox.requests).toMatchObject([
    { method: 'GET', path: '/api/v1/timelines/home', operationId: 'getHomeTimeline', status: 200 },
  ])
  expect(sandbox.requests[0]?.query.get('limit')).toBe('5')
  sandbox.clear()
  expect(sandbox.requests).toEqual([])
})

test('a name is given once', async () => {
  await using sandbox = await startMastodonSandbox()
  sandbox.createUser('bob')
  expect(() => sandbox.createUser('bob')).toThrow('bob')
})
