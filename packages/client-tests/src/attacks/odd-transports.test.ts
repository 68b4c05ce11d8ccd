/** A transport that fails with anything but an error of `fetch`, and options that no timer can hold. */
import { describe, expect, test } from 'vitest'
import { newMastodon } from '../clients.ts'
import { failureOf } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { SUBJECTS } from '../subjects.ts'

function circular(): Error {
  const error = new TypeError('fetch failed')
  error.cause = error
  return error
}

describe.each(SUBJECTS)('$name', (subject) => {
  test.each([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a string', () => 'broken'],
    ['a symbol', () => Symbol('broken')],
    ['an object without a prototype', () => Object.create(null) as unknown],
    ['an error that is its own cause', circular],
    ['an error with the name that ky gives its own', () => new DOMException('broken', 'NetworkError')],
  ])('makes a NetworkError of %s', async (_, make) => {
    for (const retry of [false, { limit: 1, initialDelay: 1 }] as const) {
      let isArmed = false
      const fetch = async () => {
        if (isArmed) throw make()
        return Response.json({})
      }
      const api = await subject.connect('http://home.test', { fetch, retry })
      isArmed = true
      for (const call of [() => api.read(), () => api.write(), () => api.walk(), () => api.upload()]) {
        const error = await failureOf(call())
        expect(error.name).toBe('NetworkError')
        expect(error.message).toMatch(/: home\.test could not be reached \(.+\)/)
      }
    }
  })

  test.each([Infinity, 2 ** 31, 1e15])('waits for a response with a timeout of %d', async (timeout) => {
    await using place = await openPlace(
      subject,
      (_, response) => void setTimeout(() => sendJson(response, subject.timeline([])), 50),
    )
    await place.api.read({ timeout })
  })

  test('retries without a limit until the timeout', async () => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}, 503), {
      retry: { limit: Infinity, initialDelay: 1, maxDelay: 1 },
      timeout: 300,
    })
    expect((await failureOf(place.api.read())).name).toBe('TimeoutError')
    expect(place.home.received.length).toBeGreaterThan(4)
  })

  test('counts no attempt that a timeout kept from being sent', async () => {
    await using place = await openPlace(
      subject,
      (_, response) => sendJson(response, {}, 429, { 'retry-after': '30' }),
      { timeout: 300 },
    )
    for (const call of [() => place.api.write(), () => place.api.read()]) {
      expect(await failureOf(call())).toMatchObject({
        name: 'TimeoutError',
        attempts: 1,
        mayHaveHappened: false,
      })
    }
    expect(place.home.received).toHaveLength(2)
  })

  test('repeats no error name of any length', async () => {
    await using place = await openPlace(subject, (_, response) =>
      sendJson(response, { error: 'X'.repeat(60_000) }, 400),
    )
    const { message } = await failureOf(place.api.read())
    expect(message.length).toBeLessThan(700)
  })
})

test.each([Infinity, 2 ** 31, 2 ** 32])('uploadMedia waits with a timeout of %d', async (timeout) => {
  const media = { id: '1', type: 'image', url: 'http://home.test/1.png' }
  const fetch = async () => Response.json(media)
  const client = newMastodon({ url: 'http://home.test', accessToken: 'tok-5e1f', validate: 'off', fetch })
  expect(await client.uploadMedia({ file: new Blob(['x']) }, { timeout })).toMatchObject({ id: '1' })
})
