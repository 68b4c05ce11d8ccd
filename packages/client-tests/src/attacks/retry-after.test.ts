/** The waits that a server asks for, in forms that make sense and in others. */
import type { RateLimit } from '@typefed/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { failureOf } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace, type Place } from '../place.ts'
import { SUBJECTS, type Subject } from '../subjects.ts'
import type { CommonOptions } from '../clients.ts'

/** Back-off takes its jitter from here: the first waits are 100 and 200 ms, less a thousandth. */
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0.999))
afterEach(() => void vi.restoreAllMocks())

const RETRY = { limit: 2, initialDelay: 100, maxDelay: 2_500 }
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000)

/** A server that refuses with these headers so many times, and the waits between the requests that it gets. */
async function openLimited(
  subject: Subject,
  status: number,
  headers: Record<string, string>,
  times: number,
  options: CommonOptions = {},
) {
  const asked: number[] = []
  const place: Place = await openPlace(
    subject,
    (_, response) => {
      asked.push(performance.now())
      if (asked.length > times) sendJson(response, subject.timeline([]), 200, times === 0 ? headers : {})
      else sendJson(response, { error: 'Wait' }, status, headers)
    },
    { retry: RETRY, validate: 'off', ...options },
  )
  return { place, gaps: () => asked.slice(1).map((at, index) => at - (asked[index] ?? 0)) }
}

describe.each(SUBJECTS)('$name', (subject) => {
  describe.each([429, 503])('after %i', (status) => {
    test.each([
      ['seconds', () => '3600'],
      ['very many seconds', () => '1000000000'],
      ['seconds since 1970, which are seconds', () => `${Math.floor(Date.now() / 1_000) + 1}`],
      ['more seconds than a date can have', () => '99999999999999999999'],
      ['a date', () => inSeconds(3_600).toUTCString()],
    ])('hands a Retry-After beyond maxDelay on at once: %s', async (_, retryAfter) => {
      const limited = await openLimited(subject, status, { 'retry-after': retryAfter() }, 9)
      await using place = limited.place
      const error = await failureOf(place.api.read())
      expect([error.status, error.attempts]).toEqual([status, 1])
      expect(place.home.received).toHaveLength(1)
    })

    test.each([
      ['negative seconds', () => '-1'],
      ['very negative seconds', () => '-1000000000'],
      ['a date of the past', () => inSeconds(-3_600).toUTCString()],
      ['nothing', () => ''],
      ['blanks', () => '  '],
      ['words', () => 'soon'],
      ['Infinity', () => 'Infinity'],
      ['no number', () => 'NaN'],
      ['a number that is none of HTTP', () => '0x10'],
      ['a list', () => '1, 2'],
    ])('backs off after an unusable Retry-After: %s', async (_, retryAfter) => {
      const limited = await openLimited(subject, status, { 'retry-after': retryAfter() }, 2)
      await using place = limited.place
      await place.api.read()
      const [first = 0, second = 0, ...rest] = limited.gaps()
      expect(rest).toEqual([])
      expect(first).toBeGreaterThan(90)
      expect(second).toBeGreaterThan(190)
    })

    test.each([
      ['seconds', () => '1', 950],
      ['a date', () => inSeconds(2.4).toUTCString(), 400],
    ])('keeps a Retry-After within maxDelay: %s', async (_, retryAfter, least) => {
      const limited = await openLimited(subject, status, { 'retry-after': retryAfter() }, 1)
      await using place = limited.place
      await place.api.read()
      expect(limited.gaps()).toHaveLength(1)
      expect(limited.gaps()[0]).toBeGreaterThan(least)
    })
  })

  describe.each(['x-ratelimit-reset', 'ratelimit-reset'])('takes an unusable %s for absent', (name) => {
    test.each(['Infinity', '-Infinity', 'NaN', '1e400', '99999999999999999999', 'garbage', '', ' '])(
      '%j',
      async (reset) => {
        const headers = { [name]: reset, [name.replace('reset', 'remaining')]: '0' }
        for (const refusals of [0, 1]) {
          const reported: RateLimit[] = []
          const limited = await openLimited(subject, 429, headers, refusals, {
            // As a user writes it who trusts the type.
            onRateLimit: (rateLimit) => {
              rateLimit.reset?.toISOString()
              reported.push(rateLimit)
            },
          })
          await using place = limited.place
          await place.api.read()
          for (const rateLimit of reported) expect(rateLimit.reset?.getTime()).not.toBeNaN()
          expect(limited.gaps()).toHaveLength(refusals)
          for (const gap of limited.gaps()) expect(gap).toBeGreaterThan(90)
        }
      },
    )

    test('in an error too', async () => {
      const limited = await openLimited(subject, 429, { [name]: 'Infinity' }, 9)
      await using place = limited.place
      const error = await failureOf(place.api.read({ retry: false }))
      const { rateLimit } = error as { rateLimit?: RateLimit }
      expect(rateLimit?.reset?.getTime()).not.toBeNaN()
    })
  })
})
