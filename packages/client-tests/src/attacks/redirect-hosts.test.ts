/** Which hosts count as another one, and how much a browser lets a client see of a redirect. */
import type { FetchHandler } from '@typefed/core'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failures.ts'
import { SUBJECTS, type Subject } from '../subjects.ts'

interface Sent {
  readonly url: string
  readonly authorization: string | null
  readonly key: string | null
}

/** A client of an address, whose `fetch` redirects its first request and records all. */
async function redirected(subject: Subject, from: string, location: string) {
  const sent: Sent[] = []
  let armed = false
  const fetch: FetchHandler = async (url, init) => {
    if (!armed) return Response.json({})
    const headers = new Headers(init.headers)
    sent.push({ url, authorization: headers.get('authorization'), key: headers.get('x-api-key') })
    if (sent.length > 1) return Response.json(subject.timeline([]))
    return new Response(null, { status: 308, headers: { location } })
  }
  const options = { fetch, secretHeaders: ['x-api-key'], headers: { 'x-api-key': 'key-77aa01bb' } }
  const api = await subject.connect(from, { ...options, validate: 'off' })
  armed = true
  return { api, sent }
}

describe.each(SUBJECTS)('$name, redirected', (subject) => {
  test('from http to https of the same name, a read takes its credentials along', async () => {
    const { api, sent } = await redirected(subject, 'http://home.test', 'https://home.test/moved')
    await api.read()
    expect(sent[1]).toEqual({
      url: 'https://home.test/moved',
      authorization: `Bearer ${subject.token}`,
      key: 'key-77aa01bb',
    })
  })

  test.each([
    ['https://home.test', 'http://home.test/moved'],
    ['https://home.test', 'https://home.test:8443/moved'],
    ['https://home.test', 'https://sub.home.test/moved'],
    ['https://home.test', '//evil.test/moved'],
    ['http://home.test', 'https://sub.home.test/moved'],
  ])('from %s to %s, a read leaves them at home', async (from, to) => {
    const { api, sent } = await redirected(subject, from, to)
    await api.read().catch(() => {})
    for (const { authorization, key } of sent.slice(1)) expect([authorization, key]).toEqual([null, null])
  })
})

/** A browser: a redirect that is not followed has neither status nor address, one that is followed is not seen. */
async function inBrowser(subject: Subject) {
  const followed: Sent[] = []
  let armed = false
  const fetch: FetchHandler = async (url, init) => {
    if (!armed) return Response.json({})
    if (init.redirect === 'manual') {
      return Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })
    }
    if (init.redirect === 'error') throw new TypeError('Failed to fetch')
    const headers = new Headers(init.headers)
    followed.push({ url, authorization: headers.get('authorization'), key: headers.get('x-api-key') })
    return Response.json(subject.timeline([]))
  }
  const api = await subject.connect('https://home.test', {
    fetch,
    secretHeaders: ['x-api-key'],
    validate: 'off',
    retry: false,
  })
  armed = true
  return { api, followed }
}

describe.each(SUBJECTS)('$name in a browser, which hides redirects', (subject) => {
  test('a write fails, and the error says that there was one', async () => {
    const { api, followed } = await inBrowser(subject)
    expect((await failureOf(api.write())).message).toMatch(/redirect/i)
    expect(followed).toEqual([])
  })

  test('a read with a declared secret header fails too', async () => {
    const { api, followed } = await inBrowser(subject)
    const error = await failureOf(api.read({ headers: { 'X-Api-Key': 'key-77aa01bb' } }))
    expect(error.message).toMatch(/redirect/i)
    expect(followed).toEqual([])
  })
})
