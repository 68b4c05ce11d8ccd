/** Calls without a description, results with their response, and logs: nothing of them leaves the pipeline. */
import type { Logger } from '@typefed/core'
import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { expectHidden, expectNoSecretAt, failureOf } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { SUBJECTS } from '../subjects.ts'

describe.each(SUBJECTS)('$name', (subject) => {
  test('sends a raw call with parameters, body and credentials', async () => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, { ok: true }))
    expect(await place.api.send('GET', { params: { limit: 5, q: 'a b' } })).toEqual({ ok: true })
    await place.api.send('POST', { body: { text: 'Hello' } })
    const [read, write] = place.home.received
    expect(new URL(read?.path ?? '', place.home.url).searchParams.get('q')).toBe('a b')
    expect([write?.method, write?.body]).toEqual(['POST', '{"text":"Hello"}'])
    for (const { headers } of place.home.received) {
      expect(headers.authorization).toBe(`Bearer ${subject.token}`)
    }
  })

  test.each([
    '{elsewhere}/collect',
    '//{host}/collect',
    '/\\{host}/collect',
    '\\\\{host}/collect',
    '/\t/{host}/x',
  ])('sends no raw call with credentials to another host: %j', async (path) => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}))
    const { url } = place.elsewhere
    const target = path.replace('{elsewhere}', url).replace('{host}', new URL(url).host)
    await place.api.send('GET', {}, target).catch(() => {})
    expectNoSecretAt(place.elsewhere, [subject.token])
  })

  test('fails in a raw call as in any other', async () => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, { error: 'No' }, 404))
    expect(await failureOf(place.api.send('GET'))).toMatchObject({ name: 'NotFoundError', status: 404 })
  })

  test('gives the response beside the result', async () => {
    const headers = { 'x-request-id': 'req-4711' }
    await using place = await openPlace(subject, (_, response) =>
      sendJson(response, subject.timeline([]), 200, headers),
    )
    const { data, status, url, requestId, headers: given } = await place.api.readWithResponse()
    expect([data, status, requestId]).toEqual([subject.timeline([]), 200, 'req-4711'])
    expect(url).toContain(place.home.url + subject.paths.read)
    expect(given.get('x-request-id')).toBe('req-4711')
  })

  test('logs neither secrets nor bodies', async () => {
    const lines: string[] = []
    const log = (...words: unknown[]) => void lines.push(inspect(words, { depth: 10 }))
    const logger: Logger = { debug: log, info: log, warn: log, error: log }
    let count = 0
    await using place = await openPlace(
      subject,
      ({ headers }, response) =>
        count++ < 1
          ? sendJson(response, { error: 'Wait', message: headers.authorization }, 429, {
              'x-echo': 'body-4711',
            })
          : sendJson(response, { body: 'body-4711', echo: headers.authorization }),
      {
        logger,
        logLevel: 'debug',
        validate: 'off',
        headers: { 'x-api-key': 'key-77aa01bb' },
        secretHeaders: ['x-api-key'],
        retry: { limit: 2, initialDelay: 1 },
      },
    )
    await place.api.read()
    await place.api.write()
    // A client may load what writes the lines with the first of them.
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(3))
    expect(lines.join('\n')).toMatch(/429/)
    expectHidden(lines.join('\n'), [subject.token, 'key-77aa01bb', 'body-4711'])
  })

  test('writes one line for each event, whatever the server says and however the transport fails', async () => {
    const lines: string[] = []
    const log = (line: string) => void lines.push(line)
    const logger: Logger = { debug: log, info: log, warn: log, error: log }
    const message = 'No\nGET /fake: 200 in 3 ms\r\u2028\u001b[31m'
    const failures = [() => Promise.reject(), () => Promise.reject(null), async () => refusal()]
    const refusal = () => Response.json({ error: 'Invalid', message }, { status: 400 })
    let fail: () => Promise<Response> = async () => Response.json({})
    const api = await subject.connect('http://home.test', {
      logger,
      logLevel: 'error',
      fetch: () => fail(),
      retry: false,
    })
    for (fail of failures) await failureOf(api.read())
    await vi.waitFor(() => expect(lines.filter((line) => !line.includes('getProfile'))).toHaveLength(3))
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u2028]/u)
  })

  test('names a raw call without its query, in errors and logs', async () => {
    const lines: string[] = []
    const log = (line: string) => void lines.push(line)
    const logger: Logger = { debug: log, info: log, warn: log, error: log }
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}, 400), { logger })
    for (const path of ['/x?key=key-77aa01bb', '/x#key-77aa01bb']) {
      const error = await failureOf(place.api.send('GET', {}, path))
      expect(error.message).toMatch(/^GET \/x: 400/)
      expectHidden(error.message, ['key-77aa01bb'])
    }
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(3))
    expectHidden(lines.join('\n'), ['key-77aa01bb'])
  })
})
