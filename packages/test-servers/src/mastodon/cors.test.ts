import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMastodonSandbox } from './start.ts'
import type { MastodonSandbox } from './types.ts'

const ORIGIN = 'https://app.example'
let sandbox: MastodonSandbox

beforeAll(async () => {
  sandbox = await startMastodonSandbox()
})
afterAll(() => sandbox.close())

test('a page of another origin may ask before it calls, and no request is counted for it', async () => {
  const answer = await fetch(`${sandbox.url}/api/v1/statuses`, {
    method: 'OPTIONS',
    headers: {
      origin: ORIGIN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,idempotency-key',
    },
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-allow-methods')).toContain('POST')
  expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,idempotency-key')
  expect(sandbox.requests).toEqual([])
})

test('a page of another origin may read the headers that lead to the next page', async () => {
  const answer = await fetch(`${sandbox.url}/api/v2/instance`, { headers: { origin: ORIGIN } })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-expose-headers')).toContain('Link')
})

test('who is no page is told nothing of origins', async () => {
  const answer = await fetch(`${sandbox.url}/api/v2/instance`)
  expect(answer.headers.has('access-control-allow-origin')).toBe(false)
})
