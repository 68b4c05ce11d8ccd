import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconnectPolicy, retryDelay } from './reconnect-policy.ts'

const policies = fc
  .record({
    initialDelay: fc.integer({ min: 0, max: 5_000 }),
    maxDelay: fc.integer({ min: 1, max: 60_000 }),
    multiplier: fc.double({ min: 1, max: 4, noNaN: true }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(reconnectPolicy)
const attempts = fc.integer({ min: 1, max: 2_000 })
const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('no delay is negative, or longer than is allowed', () => {
  fc.assert(
    fc.property(attempts, policies, chances, (attempt, policy, random) => {
      const delay = retryDelay(attempt, policy, random)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(policy.maxDelay)
    }),
  )
})

test('the first delay leaves 50 of 250 milliseconds for connecting, whatever the policy', () => {
  fc.assert(
    fc.property(policies, chances, (policy, random) => {
      expect(retryDelay(1, policy, random)).toBeLessThanOrEqual(200)
    }),
  )
})

test('delays grow by the multiplier from the second on, until they are capped', () => {
  fc.assert(
    fc.property(attempts, policies, (attempt, policy) => {
      const next = retryDelay(attempt + 2, policy, 0)
      const grown = retryDelay(attempt + 1, policy, 0) * policy.multiplier
      expect(next).toBeCloseTo(Math.min(grown, policy.maxDelay), 6)
    }),
  )
})

test('chance takes away at most its share of a delay', () => {
  fc.assert(
    fc.property(attempts, policies, chances, (attempt, policy, random) => {
      const full = retryDelay(attempt, policy, 0)
      expect(retryDelay(attempt, policy, random)).toBeGreaterThanOrEqual(full * (1 - policy.jitter))
    }),
  )
})

test('by default they are 200 ms, 1 s, 2 s, … 30 s at most, and may be next to nothing', () => {
  const policy = reconnectPolicy()
  const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => retryDelay(attempt, policy, 0))
  expect(delays).toEqual([200, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  expect(retryDelay(8, policy, 0.999)).toBeCloseTo(30)
})
