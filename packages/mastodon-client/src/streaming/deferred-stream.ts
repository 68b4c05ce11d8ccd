import type { EventStream } from '@typefed/core/rest'

/**
 * Makes a stream when its first event is asked for.
 *
 * @param open holds the stream from then until it ends
 */
export function deferredStream<E>(
  make: () => Promise<EventStream<E>>,
  open?: Set<EventStream<unknown>>,
): EventStream<E> {
  let made: Promise<EventStream<E>> | undefined
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    open?.delete(stream)
    await (await made?.catch(() => undefined))?.close()
  }
  const end = { done: true, value: undefined } as const
  const stream: EventStream<E> = {
    async next() {
      if (isClosed && !made) return end
      open?.add(stream)
      made ??= make()
      const next = (await made).next()
      // An error ends it too.
      void next.then(
        ({ done }) => done && open?.delete(stream),
        () => open?.delete(stream),
      )
      return next
    },
    async return() {
      await close()
      return end
    },
    close,
    [Symbol.asyncDispose]: close,
    [Symbol.asyncIterator]() {
      return this
    },
  }
  return stream
}
