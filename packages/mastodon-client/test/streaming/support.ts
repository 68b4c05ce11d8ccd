import { expect } from 'vitest'
import type { EventStream, StreamStatus } from '@typefed/core/rest'
import { arena, type Arena } from '../support.ts'

/** What a promise gives, if it gives anything within five seconds. */
export async function soon<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('nothing came within five seconds')), 5_000)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** The next event. */
export async function nextOf<E>(stream: EventStream<E>): Promise<E> {
  const { done, value } = await soon(stream.next())
  if (done) throw new Error('the stream has ended')
  return value
}

/** The next events. */
export async function take<E>(stream: EventStream<E>, count: number): Promise<E[]> {
  const events: E[] = []
  while (events.length < count) events.push(await nextOf(stream))
  return events
}

/** Asks for the first event, and waits until the stream is open. Gives what that event will be. */
export async function begin<E>(stream: EventStream<E>, statuses: readonly StreamStatus[]): Promise<{ first: Promise<E> }> {
  const first = nextOf(stream)
  first.catch(() => {})
  await until(() => statuses.some(({ type }) => type === 'open'))
  return { first }
}

/** Waits for something that happens soon. */
export function until(holds: () => boolean): Promise<void> {
  return expect.poll(holds, { timeout: 5_000, interval: 5 }).toBe(true)
}

export { arena, type Arena }
