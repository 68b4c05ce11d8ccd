/** An OAuth session under faults of its server: the same pipeline as a password session's. AtprotoClient only. */
import { describe, expect, test } from 'vitest'
import { expectHidden, expectNoSecretAt, expectUnasked, failureOf, shownBy } from '../failures.ts'
import { loseResponse, sendJson } from '../loopback.ts'
import { OAUTH_REFRESH, OAUTH_SESSIONS, OAUTH_TOKEN, openOAuth, serve } from '../oauth-place.ts'
import { lostRenewal } from '../oauth-session.ts'
import type { Script } from '../place.ts'
import { DID, HANDLE } from '../subjects.ts'

type Fault = number | 'lost'

const KEY = { 'idempotency-key': 'key-1' }
const failWith =
  (fault: Fault): Script =>
  (_, response) =>
    fault === 'lost' ? loseResponse(response) : sendJson(response, { error: 'Fault' }, fault)

/** Fails so many times, then responds as it should. */
function failFirst(times: number, fault: Fault): Script {
  let left = times
  return (request, response, hosts) => (left-- > 0 ? failWith(fault) : serve)(request, response, hosts)
}

describe.each(OAUTH_SESSIONS)('an OAuth session, %s', (_, open) => {
  test.each<[fault: Fault, reads: number, writes: number, keyed: number]>([
    ['lost', 3, 1, 3],
    [408, 3, 1, 3],
    [429, 3, 3, 3],
    [500, 3, 1, 1],
    [503, 3, 1, 3],
    [404, 1, 1, 1],
  ])('after %s: a read is sent %i times, a write %i, one with a key %i', async (fault, ...counts) => {
    await using place = await openOAuth(open, failWith(fault))
    const calls = [() => place.api.read(), () => place.api.write(), () => place.api.write({ headers: KEY })]
    for (const [index, call] of calls.entries()) {
      const before = place.home.received.length
      const error = await failureOf(call())
      expect(error.name === 'NetworkError' ? 'lost' : error.status).toBe(fault)
      expect(place.home.received.length - before).toBe(counts[index])
      expect(error.attempts).toBe(counts[index])
    }
  })

  test.each<[fault: Fault]>([['lost'], [429], [503]])('recovers from %s', async (fault) => {
    await using place = await openOAuth(open, failFirst(2, fault))
    expect(await place.api.read()).toMatchObject({ feed: [] })
    expect(place.home.received).toHaveLength(3)
  })

  test('obeys `retry: false`, and a Retry-After that is too long', async () => {
    await using off = await openOAuth(open, failWith(503), { retry: false })
    await failureOf(off.api.read())
    expect(off.home.received).toHaveLength(1)
    const late: Script = (_, response) => sendJson(response, {}, 429, { 'retry-after': '3600' })
    await using place = await openOAuth(open, late)
    await failureOf(place.api.read())
    expect(place.home.received).toHaveLength(1)
  })

  test('fails with our error, which has the TypeError of `fetch` as its cause and no token', async () => {
    await using place = await openOAuth(open, failWith('lost'))
    for (const call of [() => place.api.read(), () => place.api.write(), () => place.api.upload()]) {
      const error = await failureOf(call())
      expect(error.name).toBe('NetworkError')
      // It may be a copy, since the original holds the token.
      expect(error.cause).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
      expectHidden(shownBy(error), [OAUTH_TOKEN])
    }
  })

  test('fails with our error where no server listens', async () => {
    const place = await openOAuth(open, serve)
    await place[Symbol.asyncDispose]()
    const error = await failureOf(place.api.write())
    expect([error.name, error.mayHaveHappened ?? false]).toEqual(['NetworkError', false])
    expect(error.message).toContain('ECONNREFUSED')
    expectHidden(shownBy(error), [OAUTH_TOKEN])
  })

  test('renews again after a renewal whose response was lost, and does not show the refresh token', async () => {
    let renewals = 0
    const renew = async () => {
      renewals += 1
      throw lostRenewal(OAUTH_REFRESH)
    }
    await using place = await openOAuth(open, serve, { isStale: true, renew })
    const error = await failureOf(place.api.read())
    expect([error.name, renewals]).toEqual(['NetworkError', 3])
    expect(error.cause).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
    expectHidden(shownBy(error), [OAUTH_REFRESH, OAUTH_TOKEN])
    expect(place.client.did).toBe(DID)
    expect(place.events).not.toContain('expire')
  })

  test('sends with the client’s headers, and reports rate limits', async () => {
    const limits: number[] = []
    const limited: Script = (_, response) => {
      const headers = { 'ratelimit-limit': '100', 'ratelimit-remaining': '7', 'ratelimit-reset': '60' }
      sendJson(response, { feed: [] }, 200, headers)
    }
    await using place = await openOAuth(open, limited, {
      headers: { 'x-mine': 'yes' },
      onRateLimit: ({ remaining }) => void limits.push(remaining),
    })
    await place.api.read()
    expect(place.home.received[0]?.headers['x-mine']).toBe('yes')
    expect(limits).toEqual([7])
  })

  test('does not use the client’s fetch, which serves calls without the session', async () => {
    const urls: string[] = []
    const fetch = async (url: string) => {
      urls.push(url)
      return Response.json({ did: DID, handle: HANDLE })
    }
    await using place = await openOAuth(open, serve, { fetch })
    await place.api.read()
    await place.api.write({ validate: 'off' })
    expect(urls).toEqual([])
    expect(place.home.received.length).toBeGreaterThan(0)
  })

  test.each([301, 302, 303, 307, 308])('does not follow a %i to another host', async (status) => {
    const away: Script = ({ path }, response, { elsewhere }) =>
      response.writeHead(status, { location: `${elsewhere}${path}` }).end()
    await using place = await openOAuth(open, away)
    const error = await failureOf(place.api.write())
    expectUnasked(place.elsewhere)
    expect(error).toMatchObject({ name: 'ResponseError', status })
    expect(error.message).toContain(place.elsewhere.url)
    await place.api.read().catch(() => {})
    expectNoSecretAt(place.elsewhere, [OAUTH_TOKEN])
  })

  test('follows a read within the host, whose address it never sees', async () => {
    const moved: Script = ({ path }, response) =>
      path === '/moved'
        ? sendJson(response, { feed: [] })
        : response.writeHead(307, { location: '/moved' }).end()
    await using place = await openOAuth(open, moved)
    expect(await place.api.read()).toMatchObject({ feed: [] })
    expect(place.home.received[1]?.headers.authorization).toBe(`DPoP ${OAUTH_TOKEN}`)
  })

  test('uploads a stream', async () => {
    const blob = { $type: 'blob', ref: { $link: 'bafkreia' }, mimeType: 'text/plain', size: 5 }
    await using place = await openOAuth(open, (_, response) => sendJson(response, { blob }))
    const { uploadBlob } = place.client.com.atproto.repo
    const options = { contentType: 'text/plain', validate: 'off' } as const
    await uploadBlob(new Blob(['bytes']).stream(), options)
    expect(place.home.received.map(({ body }) => body)).toEqual(['bytes'])
  })
})
