import type { Stream } from '@typefed/core'
import type { StreamStatus } from '@typefed/core/rest'
import type { MastodonSandbox } from '@typefed/test-servers/mastodon'
import { expect } from 'vitest'

/** Resolves as a promise does, and rejects if it has not within 20 seconds. */
export async function soon<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('nothing came within 20 seconds')), 20_000)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** The next event. */
export async function nextOf<E>(stream: Stream<E>): Promise<E> {
  const { done, value } = await soon(stream.next())
  if (done) throw new Error('the stream has ended')
  return value
}

/** The error that taking the next event rejects with. */
export async function failureOfNext(stream: Stream<unknown>): Promise<unknown> {
  const outcome = await soon(stream.next()).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome === undefined) throw new Error('It did not fail.')
  return outcome
}

/** Statuses as they are told. */
export interface Watch {
  readonly statuses: readonly StreamStatus[]
  readonly onStatus: (status: StreamStatus) => void
  /** Resolves when the connection has been opened so many times. */
  opened(times?: number): Promise<void>
}

/** @param key what the server has to listen for when the stream is open: `hashtag cats` */
export function watch({ streaming }: MastodonSandbox, key: string): Watch {
  const statuses: StreamStatus[] = []
  return {
    statuses,
    onStatus: (status) => void statuses.push(status),
    opened: (times = 1) =>
      until(() => {
        const opens = statuses.filter(({ type }) => type === 'open').length
        // The client sends its subscription then, and is not told when the server has it.
        return opens >= times && streaming.listening.includes(key)
      }),
  }
}

/** Asks for the first event and waits until the stream is open. */
export async function begin<E>(
  stream: Stream<E>,
  { opened }: Watch,
): Promise<{ readonly first: Promise<E> }> {
  const first = nextOf(stream)
  // Whoever asks for it later is told.
  first.catch(() => {})
  await opened()
  return { first }
}

/** Waits for something that happens soon. */
export async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 20_000, interval: 5 }).toBe(true)
}
