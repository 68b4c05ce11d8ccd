import type { PositionStatus } from '@typefed/core/lexicon'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Position, type PositionOptions } from './position.ts'
import { type Cursor, MICROSECONDS } from './scale.ts'

/** Where a stream has come to by some numbers, one connection after the other, and what became of each message. */
async function follow(
  start: Cursor | undefined,
  connections: Cursor[][],
  options?: Partial<PositionOptions<string>>,
) {
  const statuses: PositionStatus[] = []
  const position = new Position<string>({
    start,
    onStatus: (status) => void statuses.push(status),
    ...options,
  })
  const taken: Cursor[] = []
  const asked: (Cursor | undefined)[] = []
  for (const numbers of connections) {
    asked.push(await position.connect())
    for (const at of numbers) if (position.take('message', at, true)) taken.push(at)
  }
  return { position, taken, asked, reported: statuses.map(({ type }) => type) }
}

describe('a position', () => {
  test.each<[string, Cursor | undefined, Cursor[][], PositionStatus['type'][], Cursor | undefined]>([
    ['rises', 4, [[5, 6], [7]], [], 7],
    ['rises over gaps', 4, [[5, 8, 900]], ['gap', 'gap'], 900],
    ['is the first number where none was known', undefined, [[70_000, 70_001]], [], 70_001],
    ['begins anywhere after 0', 0, [[70_000, 70_001]], ['gap'], 70_001],
    ['stays before a far number', 4, [[5, 1e6, 1e6 + 1]], ['jump'], 5],
    ['leaves a far number alone', 4, [[5, 1e6, 6, 7]], ['jump'], 7],
    ['leaves two far numbers alone', 4, [[5, 1e6, 1e9, 6, 7]], ['jump', 'jump'], 7],
    ['follows far numbers that are confirmed', 4, [[1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3]], ['jump'], 1e6 + 3],
    ['follows far numbers that lie far apart', 4, [[1e6, 2e6, 3e6]], ['jump', 'jump', 'jump'], 1e6],
    ['is not confirmed by the same number', 4, [[1e6, 1e6, 1e6, 5]], ['jump'], 5],
    ['forgets far numbers with their connection', 4, [[1e6, 1e6 + 1], [1e6 + 2]], ['jump', 'jump'], 4],
    ['is reset by a step down', 4e4, [[1, 2]], ['reset'], 2],
    ['is reset by a small step down', 400, [[401, 402, 390]], ['reset'], 390],
    ['goes on where it was after a lone low number', 4e4, [[4e4 + 1, 3, 4e4 + 2]], ['reset'], 4e4 + 2],
    ['takes shared numbers', 4, [[5, 5, 5]], [], 5],
    ['drops repeats', 50, [[48, 49, 50, 51]], ['repeat'], 51],
    ['takes a step down among repeats for a reset', 50, [[48, 49, 47, 48]], ['repeat', 'reset'], 48],
    ['drops no repeats once new ones came', 50, [[51, 50]], ['reset'], 50],
    ['rises with TIDs', '3lzzzzzzzz222', [['3lzzzzzzzz223', '3lzzzzzzzz22a']], [], '3lzzzzzzzz22a'],
    ['stays before a TID that is far ahead', '3lzzzzzzzz222', [['jzzzzzzzzzzzz']], ['jump'], '3lzzzzzzzz222'],
    [
      'rises with other texts',
      'a',
      [
        ['b', 'c'],
        ['c', 'd'],
      ],
      ['repeat'],
      'd',
    ],
    ['is reset by another kind of cursor', 'a', [[1, 2]], ['reset'], 2],
  ])('%s', async (_, start, connections, reported, last) => {
    const run = await follow(start, connections)
    expect(run.reported).toEqual(reported)
    expect(run.position.last).toBe(last)
  })

  test('is not moved by what was not understood', async () => {
    const { position } = await follow(4, [[5]])
    expect(position.take('broken', 6, false)).toBe(true)
    expect(position.take('broken', 3, false)).toBe(true)
    expect(position.take('without a number', undefined, true)).toBe(true)
    expect(position.last).toBe(5)
  })

  test('is not kept before its first number was confirmed', async () => {
    const { position } = await follow(undefined, [[2 ** 53 - 1]])
    expect(position.last).toBe(2 ** 53 - 1)
    expect(position.kept).toBeUndefined()
    position.take('message', 7, true)
    expect(position.kept).toBe(7)
  })

  test('in time rises over hours up to now, and not further', async () => {
    const now = Date.now() * 1_000
    const hour = 3.6e9
    const options = { scale: MICROSECONDS }
    const { position, reported } = await follow(now - 5 * hour, [[now - 2 * hour, now]], options)
    expect([position.last, reported]).toEqual([now, []])
    position.take('ahead', now + 23 * hour, true)
    position.take('message', now + 1, true)
    expect(position.last).toBe(now + 1)
  })

  test('distinguishes messages that share a number', async () => {
    const position = new Position<string>({ start: 4, identify: (message) => message })
    const take = (message: string) => position.take(message, 5, true)
    await position.connect()
    expect(['a', 'b', 'b'].map(take)).toEqual([true, true, true])
    await position.connect()
    expect(['a', 'b', 'c'].map(take)).toEqual([false, false, true])
    expect(position.take('d', 6, true)).toBe(true)
    expect(take('c')).toBe(true)
  })
})

describe('whatever numbers come, over whatever connections', () => {
  const number = fc.oneof(
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 5_000 }),
    fc.maxSafeNat(),
    fc.constant(Number.MAX_SAFE_INTEGER),
  )
  const steps = fc.array(fc.record({ at: number, isUnderstood: fc.boolean(), isNew: fc.boolean() }), {
    maxLength: 60,
  })

  test('nothing is left out in silence, and the position is one of what was understood', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(number, { nil: undefined }), steps, async (start, sequence) => {
        let reports: PositionStatus[] = []
        const position = new Position<object>({ start, onStatus: (status) => void reports.push(status) })
        const places = new Set<unknown>([undefined, start])
        let connected = await position.connect()
        let isRepeatReported = false
        for (const { at, isUnderstood, isNew } of sequence) {
          if (isNew) {
            connected = await position.connect()
            isRepeatReported = false
          }
          reports = []
          if (isUnderstood) places.add(at)
          const before = position.last
          const isTaken = position.take({}, at, isUnderstood)
          isRepeatReported ||= reports.some(({ type }) => type === 'repeat')
          if (!isTaken) {
            // Only what was asked for already, just after a new connection.
            expect(isRepeatReported).toBe(true)
            expect(at).toBeLessThanOrEqual(connected as number)
            expect(at).toBeGreaterThanOrEqual((connected as number) - 1_000)
            expect(position.last).toBe(before)
          }
          if (isTaken && isUnderstood && typeof before === 'number' && before > 0) {
            const types = reports.map(({ type }) => type)
            if (at < before) expect(types).toEqual(['reset'])
          }
          expect(places).toContain(position.last)
          expect(places).toContain(position.kept)
          if (!isUnderstood) expect(position.last).toBe(before)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('each event of a server that plays back from a time on is taken once, however connections break', async () => {
    const steps = fc.array(fc.constantFrom(0, 0, 1, 70_000_000), { minLength: 1, maxLength: 40 })
    const breaks = fc.array(fc.nat({ max: 6 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(steps, breaks, async (gaps, lengths) => {
        let time = 1
        const events = gaps.map((gap, id) => ({ id, time: (time += gap) }))
        const position = new Position<{ id: number }>({
          start: 1,
          scale: MICROSECONDS,
          identify: ({ id }) => String(id),
        })
        const taken: number[] = []
        for (const length of [...lengths, Infinity]) {
          const cursor = (await position.connect()) as number
          const sent = events.filter((event) => event.time >= cursor).slice(0, length)
          for (const event of sent) if (position.take(event, event.time, true)) taken.push(event.id)
        }
        expect(taken).toEqual(events.map(({ id }) => id))
      }),
    )
  })

  test('one far number among rising ones changes nothing but that it is reported', async () => {
    const rising = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(
        rising,
        fc.nat(),
        fc.integer({ min: 100_000, max: 2 ** 53 - 1 }),
        async (gaps, where, far) => {
          let last = 10
          const numbers = gaps.map((gap) => (last += gap))
          const changed = numbers.toSpliced(1 + (where % (numbers.length - 1)), 0, far)
          const [plain, odd] = [await follow(10, [numbers]), await follow(10, [changed])]
          expect(odd.taken).toEqual(changed)
          expect(odd.position.last).toBe(plain.position.last)
          expect(odd.position.kept).toBe(plain.position.kept)
          expect(odd.reported.filter((type) => type !== 'gap')).toEqual(['jump'])
        },
      ),
    )
  })
})
