/** Long lists with items that do not fit, and results without the list that a walk needs. */
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { SUBJECTS } from '../subjects.ts'

const BAD = { id: 5, title: null, did: 5, handle: null }

describe.each(SUBJECTS)('$name', { timeout: 180_000 }, (subject) => {
  const good = (count: number) => Array.from({ length: count }, (_, index) => subject.item(index))

  test.each([
    ['20,000 bad items', 20_000, 0, 1],
    ['20,000 bad items among good ones', 20_000, 0.5, 2],
  ])('drops %s in no time', async (_, count, share, every) => {
    const items = good(count).map((item, index) => (index % every === 0 ? BAD : item))
    const warnings: Error[] = []
    await using place = await openPlace(subject, (_, response) => sendJson(response, subject.listOf(items)), {
      validate: 'warn',
      badItems: 'drop',
      onWarning: (error) => void warnings.push(error),
    })
    const start = performance.now()
    expect(await place.api.list()).toHaveLength(count * share)
    expect(performance.now() - start).toBeLessThan(5_000)
    expect(warnings.length).toBeGreaterThan(0)
    for (const { message } of warnings) expect(message.length).toBeLessThan(600)
  })

  test('drops 20,000 bad items with a hundred faults each in no time', async () => {
    const many = Array.from({ length: 120 }, () => 5)
    const bad = { mentions: many, tags: many, post: { labels: many, author: { labels: many } } }
    // The smaller number first: a client that is slow with it would take minutes for the greater.
    for (const [count, most] of [
      [1_000, 2_500],
      [20_000, 25_000],
    ] as const) {
      const items = Array.from({ length: count }, () => bad)
      await using place = await openPlace(
        subject,
        (_, response) => sendJson(response, subject.timeline(items)),
        { validate: 'warn', badItems: 'drop', onWarning: () => {}, timeout: 120_000 },
      )
      const start = performance.now()
      expect(await place.api.read()).toEqual(subject.timeline([]))
      expect(performance.now() - start).toBeLessThan(most)
    }
  })

  test.each(['keep', 'drop'] as const)('reads 200,000 good items and one bad: %s', async (badItems) => {
    const items = [...good(200_000), BAD]
    await using place = await openPlace(subject, (_, response) => sendJson(response, subject.listOf(items)), {
      validate: 'warn',
      badItems,
      onWarning: () => {},
    })
    expect(await place.api.list()).toHaveLength(badItems === 'keep' ? 200_001 : 200_000)
  })

  test('refuses them, with all issues beside a short message', async () => {
    const items = Array.from({ length: 20_000 }, () => BAD)
    await using place = await openPlace(subject, (_, response) => sendJson(response, subject.listOf(items)))
    const error = await failureOf(place.api.list())
    expect(error.name).toBe('ValidationError')
    expect(error.message.length).toBeLessThan(600)
  })
})

const LISTLESS: readonly [name: string, body: unknown][] = [
  ['an object without it', { cursor: 'next' }],
  ['null', null],
  ['a number', 5],
  ['a string', 'list'],
  ['an object instead', { feed: { 0: 'a' }, cursor: 'next' }],
  ['null instead', { feed: null }],
  ['a string instead', { feed: 'abc' }],
]

describe.each(SUBJECTS)('$name, walking over a result without its list', (subject) => {
  describe.each(['off', 'warn', 'throw'] as const)('with validate: %s', (validate) => {
    test.each(LISTLESS)('%s', async (_, body) => {
      await using place = await openPlace(subject, (_, response) => sendJson(response, body), {
        validate,
        onWarning: () => {},
      })
      const error = await failureOf(place.api.walk())
      expect(error.name).toBe('ValidationError')
      if (validate !== 'throw') expect(error.message).toMatch(/list|array/i)
      expect(place.home.received).toHaveLength(1)
    })
  })
})
