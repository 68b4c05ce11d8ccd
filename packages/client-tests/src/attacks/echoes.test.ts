/** A server that repeats the credentials of a request: no error shows them, however it is printed. */
import { describe, expect, test } from 'vitest'
import { ECHOES, sendEcho } from '../echoes.ts'
import { expectHidden, failureOf, shownBy } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace, type Place } from '../place.ts'
import { SUBJECTS, type Subject } from '../subjects.ts'

const KEY = 'key/77aa+01bb='
const STATUSES = [400, 401, 403, 404, 410, 422, 429, 500]

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** A place whose server repeats a header of each request. */
function openEcho(
  subject: Subject,
  name: string,
  echo: (typeof ECHOES)[number],
  status: number,
): Promise<Place> {
  return openPlace(
    subject,
    ({ headers }, response) => {
      const value = String(headers[name]).replace(/^Bearer /, '')
      sendEcho(response, echo, status, value)
    },
    { headers: { 'x-api-key': KEY }, secretHeaders: ['X-API-Key'], retry: { limit: 0 } },
  )
}

describe.each(SUBJECTS)('$name does not show what a server repeats', (subject) => {
  describe.each([
    ['the access token', 'authorization'],
    ['a declared secret header', 'x-api-key'],
  ])('%s', (_, name) => {
    const secret = name === 'x-api-key' ? KEY : subject.token

    test.each(ECHOES)('$name', async (echo) => {
      for (const status of STATUSES) {
        await using place = await openEcho(subject, name, echo, status)
        for (const call of [() => place.api.read(), () => place.api.write()]) {
          const error = await failureOf(call())
          expect(error.status).toBe(status)
          expectHidden(shownBy(error), [secret])
        }
      }
    })

    test.each(ECHOES)('$name, in a response that should be a success', async (echo) => {
      await using place = await openEcho(subject, name, echo, 200)
      for (const call of [() => place.api.read(), () => place.api.write()]) {
        const error = await call().catch((error: unknown) => error)
        if (error instanceof Error) expectHidden(shownBy(error), [secret])
      }
    })

    test.each(ECHOES)('$name, in a warning', async (echo) => {
      await using place = await openEcho(subject, name, echo, 200)
      const warnings: Error[] = []
      const log = (error: Error) => void warnings.push(error)
      const api = await subject.connect(place.home.url, {
        headers: { 'x-api-key': KEY },
        secretHeaders: ['X-API-Key'],
        validate: 'warn',
        onWarning: log,
      })
      await api.read().catch(log)
      for (const warning of warnings) expectHidden(shownBy(warning), [secret])
    })
  })

  test('a token that a call brings itself', async () => {
    const secret = 'other/token+4711='
    for (const echo of ECHOES) {
      await using place = await openEcho(subject, 'authorization', echo, 403)
      const error = await failureOf(place.api.read({ headers: { Authorization: `Bearer ${secret}` } }))
      expectHidden(shownBy(error), [secret])
    }
  })

  test.each([
    ['a scheme of its own', { authorization: 'Token abcdef123456' }, 'abcdef123456'],
    ['a value of a cookie', { cookie: '_session=abcdef123456; lang=de' }, 'abcdef123456'],
    ['blanks around it', { 'x-api-key': ' abcdef123456 ' }, 'abcdef123456'],
    [
      'another secret at its beginning',
      { 'x-api-key': 'abcd', 'x-auth-token': 'abcdefgh123456' },
      'efgh123456',
    ],
  ])('the secret of a header with %s', async (_, headers, secret) => {
    const refuse = { error: 'Invalid', message: 'abcdef123456 and abcdefgh123456 are not valid' }
    await using place = await openPlace(subject, (_, response) => sendJson(response, refuse, 403))
    expectHidden(shownBy(await failureOf(place.api.read({ headers }))), [secret])
  })

  test.each([
    ['an object in the body', { body: { user: { password: KEY } } }, '/x'],
    ['a list in the body', { body: [{ password: KEY }] }, '/x'],
    ['a form', { body: formOf({ password: KEY }) }, '/x'],
    ['the parameters', { params: { access_token: KEY } }, '/x'],
    ['the query of a path', {}, `/x?access_token=${encodeURIComponent(KEY)}`],
  ])('a secret of a raw call in %s', async (_, options, path) => {
    const refuse = { error: 'Invalid', message: `${KEY} is not valid` }
    await using place = await openPlace(subject, (_, response) => sendJson(response, refuse, 403))
    const method = 'body' in options ? 'POST' : 'GET'
    expectHidden(shownBy(await failureOf(place.api.send(method, options, path))), [KEY])
  })

  test.each([
    ['its message', (secret: string) => new TypeError(`Header "Bearer ${secret}" is not valid`)],
    [
      'its cause',
      (secret: string) => new TypeError('fetch failed', { cause: new Error(`sent Bearer ${secret}`) }),
    ],
    [
      'the request beside it',
      (secret: string) => {
        const request = new Request('http://a.test/', { headers: { authorization: `Bearer ${secret}` } })
        return Object.assign(new TypeError('fetch failed'), { request })
      },
    ],
    ['a field', (secret: string) => Object.assign(new TypeError('x'), { input: secret })],
    ['its code', (secret: string) => Object.assign(new TypeError('x'), { code: secret })],
    ['one of its errors', (secret: string) => new AggregateError([new Error(secret)], 'all failed')],
    [
      'a hidden field',
      (secret: string) => Object.defineProperty(new TypeError('x'), 'sent', { value: secret }),
    ],
  ])('a transport that repeats the token in %s', async (_, make) => {
    let armed = false
    const fetch = async () => {
      if (armed) throw make(subject.token)
      return Response.json({})
    }
    const api = await subject.connect('http://home.test', { fetch, retry: { limit: 0 } })
    armed = true
    const error = await failureOf(api.read())
    expect(error.name).toBe('NetworkError')
    expectHidden(shownBy(error), [subject.token])
  })
})
