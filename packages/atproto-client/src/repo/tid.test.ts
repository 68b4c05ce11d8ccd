import { isTid } from '@typefed/core/lexicon'
import * as fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { createTid } from './tid.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A module of its own, as a process that has just started has it. */
async function freshCreateTid(): Promise<typeof createTid> {
  vi.resetModules()
  return (await import('./tid.ts')).createTid
}

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'

function decode(digits: string): number {
  return [...digits].reduce((value, digit) => value * 32 + ALPHABET.indexOf(digit), 0)
}

test('100,000 in a burst are valid, unique and sorted', () => {
  const made = Array.from({ length: 100_000 }, () => createTid())
  expect(made.filter((tid) => !isTid(tid))).toEqual([])
  expect(new Set(made).size).toBe(made.length)
  expect(made.filter((tid, index) => index > 0 && tid <= (made[index - 1] ?? ''))).toEqual([])
})

test('holds the time in microseconds and the identifier of a clock', () => {
  const before = Date.now() * 1000
  const tid = createTid()
  const time = decode(tid.slice(0, 11))
  expect(time).toBeGreaterThanOrEqual(before)
  // The burst of the test above may have run ahead of the clock.
  expect(time).toBeLessThan((Date.now() + 1) * 1000 + 100_001)
  expect(decode(tid.slice(11))).toBeLessThan(1024)
})

test('writes the digits of the time before those of the clock', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(1_700_000_000_123)
  vi.spyOn(Math, 'random')
    .mockReturnValueOnce(0.4565)
    .mockReturnValueOnce(24.5 / 1024)
  const create = await freshCreateTid()
  expect(create()).toBe('3ke6kg42cm22s')
})

test('is valid and greater than the last one, however the clock moves', async () => {
  const clock = fc.array(
    fc.oneof(fc.nat({ max: 4_000_000_000_000 }), fc.constantFrom(0, 1, 1_700_000_000_000, 1_700_000_000_001)),
    { minLength: 2, maxLength: 50 },
  )
  const property = fc.asyncProperty(clock, async (times) => {
    const create = await freshCreateTid()
    const now = vi.spyOn(Date, 'now')
    let last = ''
    for (const time of times) {
      now.mockReturnValue(time)
      const tid = create()
      expect(tid).toSatisfy(isTid)
      expect(tid > last).toBe(true)
      last = tid
    }
  })
  await fc.assert(property)
})

test('two processes that start in the same millisecond do not begin at the same microsecond', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(1_700_000_000_000)
  const random = vi.spyOn(Math, 'random')
  random.mockReturnValue(0.25)
  const one = (await freshCreateTid())()
  random.mockReturnValue(0.75)
  const other = (await freshCreateTid())()
  expect(one.slice(0, 11)).not.toBe(other.slice(0, 11))
})
