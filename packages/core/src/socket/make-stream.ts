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

/**
 * Makes a stream whose code is loaded when it is first looped over.
 *
 * @param open holds the stream from then until it ends
 */
export function lazyStream<T>(load: () => Promise<Stream<T>>, open?: Set<Stream<unknown>>): Stream<T> {
  let loading: Promise<Stream<T>> | undefined
  async function* walk(): AsyncGenerator<T, void> {
    open?.add(stream)
    try {
      loading = load()
      yield* await loading
    } finally {
      open?.delete(stream)
    }
  }
  // The loop reports that it could not be loaded.
  const close = (stream: Stream<T>) => stream.close()
  const stream = makeStream(walk(), async () => loading?.then(close, () => {}))
  return stream
}
