import { NetworkError } from '@typefed/core'
import { bearer, globalFetch } from '@typefed/core/internal'
import { sendTo } from '@typefed/core/pipeline'
import { Liveness, type Loss, reconnecting, SYSTEM_CLOCK } from '@typefed/core/socket'
import { createParser } from 'eventsource-parser'
import { type Channel, parametersOf } from '../channel.ts'
import type { ChannelSubscribers } from '../channel-subscribers.ts'
import { httpUrl } from './address.ts'
import { type ConnectionContext, isPassing } from './context.ts'
import type { ChannelConnection } from './pool.ts'
import type { RawEvent } from './envelope.ts'

/** Milliseconds for the server to begin a response. */
const CONNECT_TIMEOUT = 10_000
/** Milliseconds: the server gives a sign of life every 15 seconds. */
const IDLE_TIMEOUT = 45_000

/** One channel over HTTP, asked for again when the response ends. */
export class HttpConnection implements ChannelConnection {
  readonly channels: Set<ChannelSubscribers> = new Set()
  readonly #context: ConnectionContext
  readonly #channel: ChannelSubscribers
  readonly #ending = new AbortController()
  #running: Promise<void> | undefined

  constructor(context: ConnectionContext, channel: ChannelSubscribers) {
    this.#context = context
    this.#channel = channel
    this.channels.add(channel)
  }

  add(channel: ChannelSubscribers): void {
    this.channels.add(channel)
  }

  remove(channel: ChannelSubscribers): void {
    this.channels.delete(channel)
  }

  async run(): Promise<undefined> {
    this.#running = reconnecting(() => this.#connectOnce(), {
      reconnect: this.#context.options.reconnect,
      signal: this.#ending.signal,
      onRetry: (attempt, delay) => this.#channel.notify({ type: 'retry', attempt, delay }),
    })
    await this.#running
  }

  async close(): Promise<void> {
    this.#ending.abort()
    await this.#running?.catch(() => {})
  }

  async #connectOnce(): Promise<Loss> {
    const { channel } = this.#channel
    const { stream } = channel.data
    const { signal } = this.#ending
    let openedAt: number | undefined
    let error: Error = new NetworkError(`${stream}: the server ended the response`)
    try {
      const response = await openEvents(this.#context, channel, signal)
      openedAt = SYSTEM_CLOCK.now()
      this.#channel.open('sse')
      for await (const event of readEvents(response, stream, this.#context.options.idleTimeout))
        this.#channel.push(event)
    } catch (failure) {
      if (!isPassing(failure)) throw failure
      error = failure
    }
    if (!signal.aborted) this.#channel.notify({ type: 'drop', reason: this.#context.hide(error.message) })
    return { error, openFor: openedAt === undefined ? 0 : SYSTEM_CLOCK.now() - openedAt }
  }
}

/**
 * Asks for a channel over HTTP. Rejects as a call does: with the ResponseError of a refusal, a NetworkError or a
 * TimeoutError, or the signal's reason.
 */
export async function openEvents(
  context: ConnectionContext,
  channel: Channel,
  signal: AbortSignal,
): Promise<Response> {
  const { accessToken } = context
  const { session, headers, fetch: plainHandler = globalFetch } = context.settings
  const fetchHandler = session ? session.fetchHandler(plainHandler) : plainHandler
  const { stream, path, query } = channel.data
  const { base } = await context.address()
  const url = httpUrl(base, path, { ...query, ...parametersOf(channel) }).href
  const endpoint = { name: stream, method: 'GET', path, output: 'text/event-stream' } as const
  const args = { timeout: CONNECT_TIMEOUT, signal, ...(headers && { headers }) }
  const auth = accessToken === undefined ? undefined : bearer(accessToken)
  const { data } = await sendTo(url, endpoint, args, fetchHandler, auth)
  return data as Response
}

/**
 * Reads the events of a response to its end. Throws a NetworkError if it breaks off, or brings nothing for too long.
 *
 * @param idleTimeout milliseconds; 0: no limit
 */
export async function* readEvents(
  { body }: Response,
  stream: string,
  idleTimeout: number = IDLE_TIMEOUT,
): AsyncGenerator<RawEvent, void> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let events: RawEvent[] = []
  const parser = createParser({
    onEvent: ({ event = '', data }) => events.push({ event, payload: data, bytes: data.length }),
  })
  let silence: NetworkError | undefined
  const liveness = new Liveness({
    clock: SYSTEM_CLOCK,
    idleTimeout,
    heartbeat: 0,
    ping: () => {},
    onDead: () => {
      silence = new NetworkError(`${stream}: nothing came for ${idleTimeout} ms`)
      void reader?.cancel().catch(() => {})
    },
  })
  try {
    liveness.start()
    for (;;) {
      const part = await reader?.read().catch((error: unknown) => {
        throw new NetworkError(`${stream}: the response broke off`, { cause: error })
      })
      if (silence) throw silence
      if (!part || part.done) return
      liveness.hear()
      parser.feed(decoder.decode(part.value, { stream: true }))
      yield* events
      events = []
    }
  } finally {
    liveness.stop()
    void reader?.cancel().catch(() => {})
  }
}
