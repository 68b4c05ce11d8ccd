import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedQueue } from './bounded-queue.ts'

test('gives what an array would, whatever is pushed and taken', () => {
  const steps = fc.array(fc.oneof(fc.constant('take' as const), fc.integer({ min: 1, max: 3_000 })))
  fc.assert(
    fc.property(steps, (steps) => {
      const queue = new BoundedQueue<string>({ size: 1, bytes: 1, bytesOf: ({ length }) => length })
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
        expect(queue.bytes).toBe(model.reduce((sum, { length }) => sum + length, 0))
      }
      while (model.length > 0) expect(queue.shift()).toBe(model.shift())
      expect(queue.shift()).toBeUndefined()
    }),
    { numRuns: 30 },
  )
})

function queueOf(size: number, bytes = Infinity) {
  const taken: number[] = []
  const queue = new BoundedQueue<string>({
    size,
    bytes,
    bytesOf: ({ length }) => length,
    onTake: () => taken.push(queue.length),
  })
  return { queue, taken }
}

test('drops the oldest until the rest fits, by number and by bytes, and keeps the newest', () => {
  const { queue } = queueOf(3, 10)
  for (const item of ['a', 'b', 'c', 'd']) queue.push(item)
  expect(queue.dropOldest()).toEqual(['a'])
  queue.push('123456789')
  expect(queue.dropOldest()).toEqual(['b', 'c'])
  queue.push('12345678901')
  expect(queue.dropOldest()).toEqual(['d', '123456789'])
  expect([queue.length, queue.bytes, queue.isFull]).toEqual([1, 11, true])
})

test('takes an item back that was dropped, before all others', () => {
  for (const count of [1, 3]) {
    const { queue } = queueOf(10)
    for (let item = 1; item <= count; item++) queue.push(String(item))
    if (count > 1) queue.shift()
    queue.unshift('0')
    expect([queue.shift(), queue.shift()]).toEqual(['0', count > 1 ? '2' : '1'])
  }
})

test('ends its loop after what waits, with the failure', async () => {
  const { queue, taken } = queueOf(10)
  queue.push('1')
  const items: string[] = []
  const loop = (async () => {
    for await (const item of queue.take()) items.push(item)
  })()
  await new Promise<void>((resolve) => setTimeout(resolve))
  queue.push('2')
  queue.push('3')
  queue.end({ error: 'over' })
  await expect(loop).rejects.toBe('over')
  expect([items, taken]).toEqual([
    ['1', '2', '3'],
    [0, 1, 0],
  ])
})
