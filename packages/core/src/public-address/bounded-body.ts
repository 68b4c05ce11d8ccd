import { orAbort } from '../base/or-abort.ts'
import { NetworkError } from '../errors/network-error.ts'

/** How far a body is read. */
export interface BodyBounds {
  readonly maxBytes: number
  /** Whose body it is, for errors. */
  readonly what: string
  /** Ends the reading. */
  readonly signal: AbortSignal
  /** Called when all was read, or no more is wanted. */
  readonly end: () => void
  /** Called when the reading failed; returns what the reader gets. */
  readonly failed: (error: unknown) => unknown
}

/** A body that fails where it has too many bytes, and where the signal ends it, whatever its source does. */
export function boundedBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { maxBytes, what, signal, end, failed }: BodyBounds,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  let left = maxBytes
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await orAbort(reader.read(), signal)
        left -= value?.length ?? 0
        if (left < 0) throw new NetworkError(`${what}: its response has more than ${maxBytes} bytes`)
        if (value) controller.enqueue(value)
        if (!done) return
        end()
        controller.close()
      } catch (error) {
        // What is left of the body may never end.
        reader.cancel().catch(() => {})
        controller.error(failed(error))
      }
    },
    async cancel(reason) {
      end()
      await reader.cancel(reason)
    },
  })
}
