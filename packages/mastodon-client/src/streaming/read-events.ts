import { NetworkError } from '@typefed/core'
import { SYSTEM_CLOCK } from '@typefed/core/socket'
import { createParser } from 'eventsource-parser'
import type { RawEvent } from './envelope.ts'

/** Milliseconds: the server gives a sign of life every 15 seconds. */
const IDLE_TIMEOUT = 45_000

export interface EventReading {
  /** The name of the stream in errors. */
  readonly what: string
  /** Milliseconds. 0: no limit. Default: 45,000. */
  readonly idleTimeout: number | undefined
  /** Nothing came for too long: ends the answer. */
  readonly onSilence: (error: NetworkError) => void
  readonly onEvent: (raw: RawEvent) => void
}

/** Reads an answer of events to its end. Rejects with a NetworkError if it breaks off. */
export async function readEvents(response: Response, reading: EventReading): Promise<void> {
  const { what, idleTimeout = IDLE_TIMEOUT, onSilence, onEvent } = reading
  let silence: NetworkError | undefined
  let heardAt = SYSTEM_CLOCK.now()
  let timer: unknown
  const watch = (): void => {
    const left = heardAt + idleTimeout - SYSTEM_CLOCK.now()
    if (left > 0) timer = SYSTEM_CLOCK.setTimeout(watch, left)
    else onSilence((silence = new NetworkError(`${what}: nothing came for ${idleTimeout} ms`)))
  }
  const parser = createParser({ onEvent: ({ event = '', data }) => onEvent({ event, payload: data }) })
  const decoder = new TextDecoder()
  if (idleTimeout > 0) watch()
  try {
    for await (const chunk of chunksOf(response, what)) {
      heardAt = SYSTEM_CLOCK.now()
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
  } catch (error) {
    throw silence ?? error
  } finally {
    SYSTEM_CLOCK.clearTimeout(timer)
  }
}

/** What is thrown while an event is handled is not taken for a failure of the network. */
async function* chunksOf({ body }: Response, what: string): AsyncGenerator<Uint8Array, void> {
  const reader = body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new NetworkError(`${what}: the answer broke off`, { cause: error })
      })
      if (done) return
      yield value
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}
