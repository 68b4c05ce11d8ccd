import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CursorKeeper } from './cursor-keeper.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A store that tells what was kept. */
function store(set: (cursor: number) => unknown = () => {}) {
  const kept: number[] = []
  const setItem = (_: string, cursor: string) => {
    kept.push(Number(cursor))
    return set(Number(cursor))
  }
  return { kept, store: { getItem: () => null, setItem, removeItem: () => {} } }
}

describe('a cursor', () => {
  test('is kept some time after the first event since, and at the end', async () => {
    const { kept, store: target } = store()
    const keeper = new CursorKeeper(target, 'key', { ms: 500 })
    for (let seq = 1; seq <= 7; seq++) {
      keeper.pass(seq)
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(kept).toEqual([3, 6])
    await keeper.close()
    expect(kept).toEqual([3, 6, 7])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is kept after so many events', async () => {
    const { kept, store: target } = store()
    const keeper = new CursorKeeper(target, 'key', { events: 2, ms: 1e6 })
    for (let seq = 1; seq <= 5; seq++) {
      keeper.pass(seq)
      await vi.advanceTimersByTimeAsync(0)
    }
    await keeper.close()
    expect(kept).toEqual([2, 4, 5])
  })

  test('is kept once if nothing came since', async () => {
    const { kept, store: target } = store()
    const keeper = new CursorKeeper(target, 'key', { events: 1 })
    await keeper.close()
    keeper.pass(1)
    await keeper.close()
    expect(kept).toEqual([1])
  })

  test('never goes back where a store takes its time', async () => {
    const { kept, store: target } = store(() => new Promise((resolve) => setTimeout(resolve, 100)))
    const keeper = new CursorKeeper(target, 'key', { events: 1 })
    for (let seq = 1; seq <= 50; seq++) keeper.pass(seq)
    const closing = keeper.close()
    await vi.advanceTimersByTimeAsync(1_000)
    await closing
    expect(kept).toEqual([1, 50])
  })

  test('that cannot be kept ends the stream, at the next event or at the end', async () => {
    const failing = store(() => Promise.reject(new Error('disk full'))).store
    const keeper = new CursorKeeper(failing, 'key', { events: 1 })
    keeper.pass(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(() => keeper.pass(2)).toThrow('disk full')
    await expect(keeper.close()).rejects.toThrow('disk full')
  })

  test.each([
    ['12', 12],
    [null, undefined],
    [undefined, undefined],
    ['', undefined],
    ['abc', undefined],
    ['1.5', undefined],
  ])('that a store gives as %j is %j', async (kept, cursor) => {
    const store = { get: async () => kept, set: () => {}, delete: () => {} }
    expect(await new CursorKeeper(store, 'key').load()).toBe(cursor)
  })
})
