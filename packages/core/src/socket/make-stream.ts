import type { Stream } from './stream.ts'

/**
 * Makes a stream out of a generator.
 *
 * @param close has a generator that waits for its source go on, to its end
 */
export function makeStream<T>(items: AsyncGenerator<T, void>, close: () => Promise<void>): Stream<T> {
  const end = async () => {
    await close()
    await items.return()
  }
  const stream: Stream<T> = {
    next: () => items.next() as Promise<IteratorResult<T, undefined>>,
    return: () => end().then(() => ({ done: true, value: undefined })),
    close: end,
    [Symbol.asyncDispose]: end,
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}

/**
 * Makes a stream whose code is loaded when its first item is asked for.
 *
 * @param open holds the stream from then until it ends
 */
export function lazyStream<T>(load: () => Promise<Stream<T>>, open?: Set<Stream<unknown>>): Stream<T> {
  let loading: Promise<Stream<T>> | undefined
  async function* take(): AsyncGenerator<T, void> {
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
  const stream = makeStream(take(), async () => loading?.then(close, () => {}))
  return stream
}
