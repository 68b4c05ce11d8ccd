import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameQueue } from './frame-queue.ts'

test('gives what an array would, whatever is pushed and taken', () => {
  const steps = fc.array(fc.oneof(fc.constant('take' as const), fc.integer({ min: 1, max: 3_000 })))
  fc.assert(
    fc.property(steps, (steps) => {
      const queue = new FrameQueue<string>(({ length }) => length)
      const model: string[] = []
      let next = 0
      for (const step of steps) {
        if (step === 'take') expect(queue.shift()).toBe(model.shift())
        else {
          for (let i = 0; i < step; i++) model.push('x'.repeat(next++ % 7))
          for (const item of model.slice(-step)) queue.push(item)
          for (let i = 0; i < step / 2; i++) expect(queue.shift()).toBe(model.shift())
        }
        expect(queue.length).toBe(model.length)
        expect(queue.size).toBe(model.reduce((sum, { length }) => sum + length, 0))
      }
      while (model.length > 0) expect(queue.shift()).toBe(model.shift())
      expect(queue.shift()).toBeUndefined()
    }),
    { numRuns: 30 },
  )
})
