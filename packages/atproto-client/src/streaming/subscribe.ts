import { type CallOptions, type CallSettings, checkAnswer, StreamError } from '@typefed/core'
import type { Endpoint } from '@typefed/core/lexicon'
import { pathOf } from '../xrpc/request.ts'
import { decodeFrame } from './frame.ts'
import { openSocket } from './socket.ts'

/**
 * Follows a stream until the caller leaves the loop, the signal ends it, or the server does.
 *
 * Throws StreamError with the server's reason if it sends one, and ValidationError for a message of a known kind that
 * does not fit its lexicon; kinds that the lexicon does not list pass.
 */
export async function* subscribe<M>(
  service: string,
  endpoint: Endpoint,
  params?: object,
  options: CallSettings & CallOptions = {},
): AsyncGenerator<M, void> {
  const { nsid, message: schema } = endpoint
  const url = new URL(pathOf(endpoint, params), service)
  url.protocol = url.protocol.replace('http', 'ws')
  for await (const frame of openSocket(url, options.signal)) {
    if (!(frame instanceof ArrayBuffer)) throw new StreamError(`${nsid}: a frame that is not binary`)
    const message = decodeFrame(nsid, new Uint8Array(frame))
    if (schema) checkAnswer(`message of ${nsid}`, schema, message, options)
    yield message as M
  }
}
