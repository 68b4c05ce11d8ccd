import { isStreamError, type Stream, StreamError } from '@typefed/core'
import { type Endpoint, notify, targetOf } from '@typefed/core/internal'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import { type Frame, makeStream, openSocket, type Socket } from '@typefed/core/socket'
import { decodeFrame, type Message } from './frame.ts'
import { type Cursor, Position } from './position.ts'

/** Milliseconds of silence after which a connection counts as lost: busy streams never fall silent for so long. */
export const IDLE_TIMEOUT = 60_000

/** Reasons that a server gives for ending a stream which a new connection may mend. */
const PASSING_ERRORS = new Set([
  'ConsumerTooSlow',
  'InternalServerError',
  'UpstreamFailure',
  'UpstreamTimeout',
])

const UNSUPPORTED_CLOSE = 1003
const POLICY_CLOSE = 1008

/**
 * The messages of an event stream, as they were decoded: each once, over as many connections as it takes.
 *
 * @param service the server's URL, `https://` or `wss://`
 */
export function openMessages(
  service: string,
  endpoint: Endpoint,
  params: { cursor?: Cursor } | undefined,
  options: SubscriptionOptions,
): Stream<Message> {
  const { name: nsid, subprotocol } = endpoint
  const { headers, onError = console.warn, onStatus } = options
  const position = new Position(params?.cursor, (gap) => notify(onStatus, gap))
  let socket: Socket | undefined

  function url(): URL {
    const cursor = position.last
    const path = targetOf(endpoint, { params: { ...params, ...(cursor !== undefined && { cursor }) } })
    const url = new URL(path, service)
    url.protocol = url.protocol.replace('http', 'ws')
    return url
  }

  function read(frame: Frame): Message | undefined {
    try {
      return decodeFrame(endpoint, frame)
    } catch (error) {
      if (!isStreamError(error))
        notify(onError, new StreamError(`${nsid}: a frame that cannot be read`, { cause: error }))
      // The server closes the connection behind such a frame.
      else if (!PASSING_ERRORS.has(error.error ?? '')) throw error
      return undefined
    }
  }

  async function* walk(): AsyncGenerator<Message, void> {
    // Parameters that are not valid are an error at once.
    url()
    socket = openSocket({
      idleTimeout: IDLE_TIMEOUT,
      isFinal: (code, reason) =>
        code === UNSUPPORTED_CLOSE || (code === POLICY_CLOSE && !PASSING_ERRORS.has(reason)),
      ...options,
      url,
      what: nsid,
      protocols: () => (subprotocol === undefined ? undefined : [subprotocol]),
      headers: () => headers,
    })
    for await (const frame of socket) {
      const message = read(frame)
      if (message && position.pass(message)) yield message
    }
  }

  return makeStream(walk(), async () => socket?.close())
}
