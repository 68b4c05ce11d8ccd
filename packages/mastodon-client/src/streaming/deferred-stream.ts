import type { EventStream } from '@typefed/core/rest'

/** A stream that is made when its first event is asked for. */
export function deferredStream<E>(make: () => Promise<EventStream<E>>): EventStream<E> {
  let made: Promise<EventStream<E>> | undefined
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    await (await made?.catch(() => undefined))?.close()
  }
  const end = { done: true, value: undefined } as const
  return {
    async next() {
      if (isClosed && !made) return end
      made ??= make()
      return (await made).next()
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
}
