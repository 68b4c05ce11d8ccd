import { isStreamError, type Stream, StreamError } from '@typefed/core'
import { type Endpoint, notify, targetOf } from '@typefed/core/internal'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import { type Frame, makeStream, openSocket, type Socket } from '@typefed/core/socket'
import { decodeFrame, type Message } from './frame.ts'
import { IDLE_TIMEOUT } from './idle-timeout.ts'
import type { Position } from './position/position.ts'
import type { Cursor } from './position/scale.ts'

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
 * The messages of an event stream, as they were decoded, over as many connections as it takes. Who takes them says which
 * are repeats, by the position.
 *
 * @param service the server's URL, `https://` or `wss://`
 * @param params those of the endpoint; the cursor is that of the position
 */
export function openMessages(
  service: string,
  endpoint: Endpoint,
  params: object | undefined,
  position: Position<Message>,
  options: SubscriptionOptions,
): Stream<Message> {
  const { name: nsid, subprotocol } = endpoint
  const { headers, onError = console.warn } = options
  let socket: Socket | undefined

  function urlAfter(cursor: Cursor | undefined): URL {
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
    urlAfter(position.last)
    socket = openSocket({
      idleTimeout: IDLE_TIMEOUT,
      isFinal: (code, reason) =>
        code === UNSUPPORTED_CLOSE || (code === POLICY_CLOSE && !PASSING_ERRORS.has(reason)),
      ...options,
      url: async () => urlAfter(await position.connect()),
      what: nsid,
      protocols: () => (subprotocol === undefined ? undefined : [subprotocol]),
      headers: () => headers,
    })
    try {
      for await (const frame of socket) {
        position.isBusy = true
        const message = read(frame)
        if (message) yield message
        position.isBusy = false
      }
    } finally {
      position.isBusy = false
    }
  }

  return makeStream(walk(), async () => socket?.close())
}
