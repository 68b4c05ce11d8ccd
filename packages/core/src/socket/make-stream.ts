import type { Stream } from './stream.ts'

/**
 * A stream out of a generator.
 *
 * @param close has a generator that waits for its source go on, to its end
 */
export function makeStream<T>(walk: AsyncGenerator<T, void>, close: () => Promise<void>): Stream<T> {
  const end = async () => {
    await close()
    await walk.return()
  }
  return { [Symbol.asyncIterator]: () => walk, [Symbol.asyncDispose]: end, close: end }
}

/** A stream whose code is loaded when it is first looped over. */
export function lazyStream<T>(load: () => Promise<Stream<T>>): Stream<T> {
  let loading: Promise<Stream<T>> | undefined
  async function* walk(): AsyncGenerator<T, void> {
    loading = load()
    yield* await loading
  }
  // That it could not be loaded is told by the loop.
  const close = (stream: Stream<T>) => stream.close()
  return makeStream(walk(), async () => loading?.then(close, () => {}))
}
