/** The table that decides what is sent again: by method, by idempotency key, and by what failed. */
import type { CallOptions, RetryOptions } from '@typefed/core'
import { describe, expect, test } from 'vitest'
import { failureOf, type Failure } from '../failures.ts'
import { loseResponse, sendJson, startLoopback } from '../loopback.ts'
import { openPlace, type Place, type Script } from '../place.ts'
import { MASTODON, type Method, SUBJECTS } from '../subjects.ts'
import { newAtproto } from '../clients.ts'

/** A status, or a connection that breaks after the request was read. */
type Fault = number | 'lost'

const FAST = { limit: 2, initialDelay: 1, maxDelay: 20 }
const KEY = { 'idempotency-key': 'key-1' }

const TRANSIENT: readonly Fault[] = ['lost', 408, 425, 429, 500, 502, 503, 504]
const FINAL: readonly Fault[] = [400, 403, 404, 409, 410, 422, 501]
const FAULTS = [...TRANSIENT, ...FINAL]
/** Faults after which only the server knows whether a write was done. */
const UNSURE: ReadonlySet<Fault> = new Set(['lost', 500, 502, 504])

/** A kind of request, the faults after which it is sent again, and a way to send it. */
type Row = [what: string, method: Method, again: readonly Fault[], send: (place: Place) => Promise<unknown>]

const ROWS: readonly Row[] = [
  ['a GET', 'GET', TRANSIENT, ({ api }) => api.read()],
  ['a GET without a description', 'GET', TRANSIENT, ({ api }) => api.send('GET')],
  ['a PUT', 'PUT', TRANSIENT, ({ api }) => api.send('PUT', { body: { a: 1 } })],
  ['a DELETE', 'DELETE', TRANSIENT, ({ api }) => api.send('DELETE')],
  ['a POST', 'POST', [429], ({ api }) => api.write()],
  ['a POST without a description', 'POST', [429], ({ api }) => api.send('POST', { body: { a: 1 } })],
  ['a PATCH', 'PATCH', [429], ({ api }) => api.send('PATCH', { body: { a: 1 } })],
  [
    'a POST with a key',
    'POST',
    ['lost', 408, 425, 429, 502, 503, 504],
    ({ api }) => api.write({ headers: KEY }),
  ],
  [
    'a POST with a key in other case',
    'POST',
    ['lost', 408, 425, 429, 502, 503, 504],
    ({ api }) => api.write({ headers: { 'IDEMPOTENCY-KEY': 'key-1' } }),
  ],
]

function failWith(...faults: Fault[]): Script {
  let count = 0
  return (_, response) => {
    const fault = faults[Math.min(count++, faults.length - 1)]
    if (fault === 'lost' || fault === undefined) loseResponse(response)
    else sendJson(response, fault === 200 ? { id: '1', uri: 'at://a', cid: 'b' } : { error: 'Fault' }, fault)
  }
}

function expectReport(error: Failure, attempts: number, unsure: boolean): void {
  expect(error.attempts).toBe(attempts)
  expect(error.mayHaveHappened ?? false).toBe(unsure)
  if (unsure) expect(error.message).toMatch(/may have/i)
}

describe.each(SUBJECTS)('$name', (subject) => {
  const rows = ROWS.filter(([, method]) => subject.methods.includes(method))
  describe.each(rows)('sends %s again', (_, method, again, send) => {
    test.each(FAULTS)('or not, after %s', async (fault) => {
      await using place = await openPlace(subject, failWith(fault), { retry: FAST, validate: 'off' })
      const error = await failureOf(send(place))
      const attempts = again.includes(fault) ? 3 : 1
      expect(place.home.received).toHaveLength(attempts)
      expect(error.name === 'NetworkError' ? 'lost' : error.status).toBe(fault)
      expectReport(error, attempts, method !== 'GET' && UNSURE.has(fault))
    })
  })

  test('sends a key again after a lost response, with the same key and body', async () => {
    await using place = await openPlace(subject, failWith('lost', 200), { retry: FAST, validate: 'off' })
    await place.api.write({ headers: KEY })
    const [first, second] = place.home.received
    expect(place.home.received).toHaveLength(2)
    expect([second?.headers['idempotency-key'], second?.body]).toEqual(['key-1', first?.body])
  })

  test.each([500, 502, 503])(
    'says that a key whose repetition ends in %i is perhaps done',
    async (status) => {
      const options = { retry: { ...FAST, limit: 1 }, validate: 'off' } as const
      await using place = await openPlace(subject, failWith('lost', status), options)
      const error = await failureOf(place.api.write({ headers: KEY }))
      expect(error.status).toBe(status)
      expectReport(error, 2, true)
    },
  )

  test('ends with a 500 that follows a 429', async () => {
    await using place = await openPlace(subject, failWith(429, 500), { retry: FAST })
    expectReport(await failureOf(place.api.write()), 2, true)
    expect(place.home.received).toHaveLength(2)
  })

  test('says nothing of a write whose server was never reached', async () => {
    const place = await openPlace(subject, failWith(200), { retry: FAST })
    await place[Symbol.asyncDispose]()
    const error = await failureOf(place.api.write())
    expect(error.name).toBe('NetworkError')
    expectReport(error, 1, false)
    expectReport(await failureOf(place.api.read()), 3, false)
  })

  test.each<[name: string, retry: RetryOptions | false, options: CallOptions]>([
    ['false in the constructor', false, {}],
    ['a limit of 0', { limit: 0 }, {}],
    ['false in a call', FAST, { retry: false }],
  ])('sends nothing again with %s', async (_, retry, options) => {
    for (const fault of TRANSIENT) {
      await using place = await openPlace(subject, failWith(fault), { retry })
      expect((await failureOf(place.api.read(options))).attempts).toBe(1)
      await failureOf(place.api.write({ ...options, headers: KEY }))
      expect(place.home.received).toHaveLength(2)
    }
  })

  test('counts as far as the limit says', async () => {
    await using place = await openPlace(subject, failWith(503), { retry: { ...FAST, limit: 4 } })
    expect((await failureOf(place.api.read())).attempts).toBe(5)
    expect(place.home.received).toHaveLength(5)
  })
})

describe('MastodonClient, whose DELETE may have worked,', () => {
  test.each([404, 410])(
    'keeps the class of a %i to a DELETE whose first response was lost',
    async (status) => {
      await using place = await openPlace(MASTODON, failWith('lost', status), { retry: FAST })
      const error = await failureOf(place.api.send('DELETE'))
      expect(error.name).toBe(status === 404 ? 'NotFoundError' : 'GoneError')
      expectReport(error, 2, true)
    },
  )

  test('knows that a DELETE has not happened that only met a 404', async () => {
    await using place = await openPlace(MASTODON, failWith(404), { retry: FAST })
    expectReport(await failureOf(place.api.send('DELETE')), 1, false)
  })
})

test('AtprotoClient does not send a stream again: it is gone', async () => {
  await using server = await startLoopback((_, response) => sendJson(response, {}, 429))
  const client = newAtproto({ service: server.url, retry: FAST })
  const body = new Blob(['bytes']).stream()
  const error = await failureOf(client.com.atproto.repo.uploadBlob(body, { contentType: 'text/plain' }))
  expect([error.status, error.attempts]).toEqual([429, 1])
  expect(server.received).toHaveLength(1)
})
