import { send } from '@typefed/core'
import { bearer, joinHeaders } from '@typefed/core/rest-client'
import { httpUrl } from './address.ts'
import { type Channel, parametersOf } from './channel.ts'
import type { Connecting } from './connecting.ts'

/** Milliseconds for the server to begin an answer. */
const CONNECT_TIMEOUT = 10_000

/**
 * Asks for a channel over HTTP. Rejects as a call does: with the ResponseError of a refusal, a NetworkError or a
 * TimeoutError, or the signal's reason.
 */
export async function openEvents(
  connecting: Connecting,
  channel: Channel,
  signal: AbortSignal,
): Promise<Response> {
  const { accessToken, headers, fetch: fetchHandler } = connecting.settings
  const { data } = channel
  const { base } = await connecting.address()
  const url = httpUrl(base, data.path, { ...data.query, ...parametersOf(channel) }).href
  const authorization = accessToken === undefined ? undefined : { authorization: bearer(accessToken) }
  const init = {
    method: 'GET',
    headers: joinHeaders({ accept: 'text/event-stream' }, headers, authorization),
    // The token is for the host that was named, and for none that this one names.
    redirect: 'error',
  } as const
  return send({
    what: data.stream,
    timeout: CONNECT_TIMEOUT,
    signal,
    secrets: connecting.secrets,
    isStream: true,
    send: (sending) => {
      const request = { ...init, signal: sending ?? null }
      return fetchHandler ? fetchHandler(url, request) : fetch(url, request)
    },
    read: (response) => Promise.resolve(response),
  })
}
