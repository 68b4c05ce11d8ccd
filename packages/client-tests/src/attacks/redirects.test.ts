/** A server that sends requests on: to another origin, within its own, or nowhere. */
import { describe, expect, test } from 'vitest'
import { expectNoSecretAt, expectUnasked, failureOf } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace, type Script } from '../place.ts'
import { SUBJECTS } from '../subjects.ts'

const STATUSES = [301, 302, 303, 307, 308]
const SECRET_HEADERS = {
  'x-api-key': 'key-77aa01bb',
  cookie: 'sid=cookie-5d5d11',
  'proxy-authorization': 'Basic cHJveHk6c2VjcmV0',
}

const toElsewhere =
  (status: number): Script =>
  ({ path }, response, { elsewhere }) =>
    response.writeHead(status, { location: `${elsewhere}/collect${path}?code=query-4711` }).end()

/** Sends every request on to another path of the own origin, which responds with what the client asked for. */
const within =
  (status: number, result: unknown, times = 1): Script =>
  ({ path }, response) => {
    const hops = Number(/\/hop(\d+)/.exec(path)?.[1] ?? 0)
    if (hops >= times) sendJson(response, result)
    else response.writeHead(status, { location: `/hop${hops + 1}` }).end()
  }

describe.each(SUBJECTS)('$name, redirected', (subject) => {
  describe.each(STATUSES)('with %i to another host', (status) => {
    test('a write is not followed, and the error says where to', async () => {
      await using place = await openPlace(subject, toElsewhere(status), { validate: 'off' })
      const error = await failureOf(place.api.write())
      expectUnasked(place.elsewhere)
      expect(place.home.received).toHaveLength(1)
      expect(error).toMatchObject({ name: 'ResponseError', status })
      expect(error.message).toContain(`${place.elsewhere.url}/collect`)
      expect(error.message).not.toContain('query-4711')
    })

    test('an upload is not followed', async () => {
      await using place = await openPlace(subject, toElsewhere(status), { validate: 'off' })
      await failureOf(place.api.upload())
      // A client may ask what the server is before, without credentials.
      expect(place.elsewhere.received.filter(({ method }) => method !== 'GET')).toEqual([])
      expectNoSecretAt(place.elsewhere, [subject.token])
    })

    const writes = subject.methods.filter((method) => method !== 'GET')
    test.each(writes)('a %s without a description is not', async (method) => {
      await using place = await openPlace(subject, toElsewhere(status), { validate: 'off' })
      const body = method === 'DELETE' ? {} : { body: { text: 'Hello' } }
      const error = await failureOf(place.api.send(method, body))
      expectUnasked(place.elsewhere)
      expect(error).toMatchObject({ name: 'ResponseError', status })
    })

    test('a read takes no credentials there: token, cookie, declared header', async () => {
      const options = { headers: SECRET_HEADERS, secretHeaders: ['X-Api-Key'], validate: 'off' } as const
      await using place = await openPlace(subject, toElsewhere(status), options)
      await place.api.read().catch(() => {})
      expect(place.home.received[0]?.headers['x-api-key']).toBe(SECRET_HEADERS['x-api-key'])
      expectNoSecretAt(place.elsewhere, [subject.token, ...Object.values(SECRET_HEADERS)])
    })

    test('a read takes no header of the call there that was declared a secret', async () => {
      const options = { secretHeaders: ['x-api-key'], validate: 'off' } as const
      await using place = await openPlace(subject, toElsewhere(status), options)
      const headers = { 'X-API-Key': SECRET_HEADERS['x-api-key'] }
      await place.api.read({ headers }).catch(() => {})
      expectNoSecretAt(place.elsewhere, [subject.token, SECRET_HEADERS['x-api-key']])
    })
  })

  describe('within its origin', () => {
    test.each(STATUSES)('a read follows %i with its credentials', async (status) => {
      await using place = await openPlace(subject, within(status, subject.timeline([])))
      await place.api.read({ validate: 'off' })
      expect(place.home.received.map(({ path }) => path)).toEqual([expect.any(String), '/hop1'])
      expect(place.home.received[1]?.headers.authorization).toBe(`Bearer ${subject.token}`)
    })

    test.each([301, 302, 303])('a write that meets %i is an error, never a success', async (status) => {
      await using place = await openPlace(subject, within(status, { uri: 'at://a', cid: 'b', id: '1' }))
      const error = await failureOf(place.api.write({ validate: 'off' }))
      expect(error).toMatchObject({ name: 'ResponseError', status })
      expect(error.message).toContain(`${place.home.url}/hop1`)
      expect(place.home.received).toHaveLength(1)
    })

    test.each([307, 308])('a write follows %i once, with its body', async (status) => {
      await using place = await openPlace(subject, within(status, { uri: 'at://a', cid: 'b', id: '1' }))
      await place.api.write({ validate: 'off' })
      const [first, second, ...rest] = place.home.received
      expect(rest).toEqual([])
      expect([second?.method, second?.body]).toEqual(['POST', first?.body])
      expect(second?.headers.authorization).toBe(`Bearer ${subject.token}`)
    })

    test.each([307, 308])('a write that meets %i twice is an error', async (status) => {
      await using place = await openPlace(subject, within(status, {}, 2))
      expect(await failureOf(place.api.write({ validate: 'off' }))).toMatchObject({ status })
      expect(place.home.received).toHaveLength(2)
    })

    test('a read that is sent in circles ends in an error', async () => {
      const circle: Script = (_, response) => response.writeHead(302, { location: '/round' }).end()
      await using place = await openPlace(subject, circle, { retry: false })
      await failureOf(place.api.read())
      expect(place.home.received.length).toBeLessThan(30)
    })
  })

  test.each([
    ['no address', undefined],
    ['what is no address', 'http://[::'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:application/json,{}'],
    ['a user and a password of another host', 'http://user:secret-pw@127.0.0.1:9/'],
  ])('to %s, it fails with the status', async (_, location) => {
    const script: Script = (_, response) => response.writeHead(308, location ? { location } : {}).end()
    await using place = await openPlace(subject, script, { retry: false })
    for (const call of [() => place.api.read(), () => place.api.write()]) {
      const error = await failureOf(call())
      expect(error.message).not.toContain('secret-pw')
      if (error.name === 'ResponseError') expect(error.status).toBe(308)
      else expect(error.name).toBe('NetworkError')
    }
  })
})
