/** Responses without an end, and bodies whose reading takes longer than their size warrants. */
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { streamUser } from '@typefed/mastodon-client/operations'
import { describe, expect, test } from 'vitest'
import { failureOf, within } from '../failures.ts'
import { sendJson, startLoopback } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { ACCESS_TOKEN, SUBJECTS } from '../subjects.ts'
import { newMastodon } from '../clients.ts'

const MIB = 1_048_576
const CHUNK = Buffer.alloc(65_536, 'a')

/** Sends a JSON string that does not end before `limit` bytes. Gives what counts the bytes that were taken. */
function pour(response: ServerResponse, status: number, limit: number): () => number {
  let sent = 0
  response.writeHead(status, { 'content-type': 'application/json' }).write('["')
  const more = () => {
    while (sent < limit && !response.destroyed) {
      sent += CHUNK.length
      if (!response.write(CHUNK)) return void response.once('drain', more)
    }
    response.end('"]')
  }
  more()
  return () => sent
}

describe.each(SUBJECTS)('$name, whose response does not end', { timeout: 60_000 }, (subject) => {
  test('reads 64 MiB and no more, without an option', async () => {
    let count = () => 0
    await using place = await openPlace(
      subject,
      (_, response) => void (count = pour(response, 200, 160 * MIB)),
      { retry: false },
    )
    const error = await within(50_000, failureOf(place.api.read()))
    expect(error.name).toBe('NetworkError')
    expect(count()).toBeGreaterThan(60 * MIB)
    expect(count()).toBeLessThan(100 * MIB)
  })

  test('reads as much as maxResponseBytes', async () => {
    let count = () => 0
    await using place = await openPlace(
      subject,
      (_, response) => void (count = pour(response, 200, 64 * MIB)),
      { maxResponseBytes: MIB, retry: false },
    )
    const error = await within(20_000, failureOf(place.api.read()))
    expect(error.name).toBe('NetworkError')
    expect(count()).toBeLessThan(32 * MIB)
  })

  test('says of a write that it may have happened', async () => {
    await using place = await openPlace(subject, (_, response) => void pour(response, 200, 8 * MIB), {
      maxResponseBytes: MIB,
      retry: false,
    })
    const error = await within(20_000, failureOf(place.api.write()))
    expect(error).toMatchObject({ name: 'NetworkError', attempts: 1, mayHaveHappened: true })
  })

  test('counts what is unpacked, not what is sent', async () => {
    const packed = gzipSync(
      Buffer.concat([Buffer.from('["'), Buffer.alloc(32 * MIB, 'a'), Buffer.from('"]')]),
    )
    expect(packed.length).toBeLessThan(MIB)
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    await using place = await openPlace(
      subject,
      (_, response) => response.writeHead(200, headers).end(packed),
      { maxResponseBytes: MIB, retry: false },
    )
    expect((await within(20_000, failureOf(place.api.read()))).name).toBe('NetworkError')
  })

  test('takes a response of exactly so many bytes', async () => {
    const text = JSON.stringify(subject.timeline([]))
    const options = { maxResponseBytes: text.length, validate: 'off' } as const
    await using place = await openPlace(subject, (_, response) => response.end(text), options)
    expect(await place.api.read()).toEqual(subject.timeline([]))
  })

  test.each([400, 401, 404, 500])('reads no more than a little of an error: %i', async (status) => {
    let count = () => 0
    await using place = await openPlace(
      subject,
      (_, response) => void (count = pour(response, status, 64 * MIB)),
      { retry: { limit: 0 } },
    )
    const error = await within(20_000, failureOf(place.api.read()))
    expect(error.status).toBe(status)
    expect(JSON.stringify(error.body ?? '').length).toBeLessThanOrEqual(66_000)
    expect(count()).toBeLessThan(16 * MIB)
  })
})

test('MastodonClient hands a stream out unread, however much of it comes', { timeout: 60_000 }, async () => {
  await using server = await startLoopback((_, response) => void pour(response, 200, 4 * MIB))
  const client = newMastodon({ url: server.url, accessToken: ACCESS_TOKEN, maxResponseBytes: MIB })
  const response = await client.call(streamUser)
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThanOrEqual(4 * MIB)
})

const TRICKY: readonly [name: string, body: string][] = [
  ['a title of 2,000 spaces', `<title>${' '.repeat(2_000)}`],
  ['a title of spaces and words', `<title>${' a'.repeat(30_000)}`],
  ['2,000 titles', '<title>'.repeat(2_000) + ' '.repeat(2_000)],
  ['“eyJ-” 50,000 times', 'eyJ-'.repeat(50_000)],
  ['“eyJ-.” 30,000 times', 'eyJ-.'.repeat(30_000)],
  ['“Bearer ” 20,000 times', 'Bearer '.repeat(20_000)],
  ['“Bearer” and 100,000 spaces', `Bearer${' '.repeat(100_000)}`],
  ['160,000 slashes', '/'.repeat(160_000)],
  ['160,000 backslashes', '\\'.repeat(160_000)],
  ['50,000 entities', '&#x41;'.repeat(50_000)],
  ['50,000 percent signs', '%'.repeat(50_000)],
]

describe.each(SUBJECTS)('$name reads tricky text in no time', { timeout: 120_000 }, (subject) => {
  test.each(TRICKY)('%s', async (_, text) => {
    for (const status of [500, 403, 200]) {
      for (const body of [text, JSON.stringify({ error: 'a', message: text }), JSON.stringify([text])]) {
        await using place = await openPlace(
          subject,
          (_, response) => response.writeHead(status, { 'content-type': 'text/html' }).end(body),
          { retry: { limit: 0 } },
        )
        const start = performance.now()
        await failureOf(place.api.write())
        expect(performance.now() - start).toBeLessThan(2_000)
      }
    }
  })

  test('in headers too', async () => {
    const link = `<${'/'.repeat(3_000)}>; rel="${' '.repeat(3_000)}next`
    await using place = await openPlace(
      subject,
      (_, response) => sendJson(response, {}, 403, { link, 'www-authenticate': 'eyJ-'.repeat(1_500) }),
      { retry: { limit: 0 } },
    )
    const start = performance.now()
    await failureOf(place.api.read())
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
