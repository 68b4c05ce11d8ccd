import { isResponseError, type ResponseError } from '@typefed/core'
import { bearer, responseError } from '@typefed/core/internal'
import { isFinalStatus, plainRequest } from '@typefed/core/socket'
import { socketUrl } from './address.ts'
import { type Channel, parametersOf } from '../channel.ts'
import type { ChannelSubscribers } from '../channel-subscribers.ts'
import type { ConnectionContext } from './context.ts'
import type { Refusal } from './envelope.ts'
import { openEvents } from './http-connection.ts'

/** Refusals of the token, whatever is asked for. */
export const DENIALS: ReadonlySet<number> = new Set([401, 403])

/** The channels that a refusal on a WebSocket is about. */
export interface Refused {
  /** The server does not stream these. */
  readonly final: ReadonlyMap<ChannelSubscribers, ResponseError>
  /** The server may stream these later. */
  readonly passing: readonly ChannelSubscribers[]
}

/**
 * Finds out which channels a refusal on a WebSocket is about. The server does not say; if it may be more than one,
 * each is asked for over HTTP.
 */
export async function findRefused(
  context: ConnectionContext,
  { status, error }: Refusal,
  channels: ReadonlySet<ChannelSubscribers>,
): Promise<Refused> {
  const suspects = [...channels].filter(({ isConfirmed }) => !isConfirmed)
  const isPassing = status !== undefined && !isFinalStatus(status)
  const final = new Map<ChannelSubscribers, ResponseError>()
  const passing: ChannelSubscribers[] = []
  const judge = async (suspect: ChannelSubscribers): Promise<void> => {
    const { stream } = suspect.channel.data
    const isKnown = channels.size === 1 && status !== undefined
    const refusal = isKnown
      ? refusalOf(stream, status, context.hide(error))
      : await askOverHttp(context, suspect.channel).catch(() => null)
    if (refusal && isFinalStatus(refusal.status)) final.set(suspect, refusal)
    // Asked for once more, a channel that the server streams stays as it is.
    else if (refusal !== undefined || isPassing) passing.push(suspect)
  }
  await Promise.all(suspects.map(judge))
  return { final, passing }
}

/**
 * Asks over HTTP whether the server would stream a channel, because a WebSocket does not tell. Resolves to its refusal;
 * rejects with a NetworkError or a TimeoutError if it does not respond.
 */
export async function askOverHttp(
  context: ConnectionContext,
  channel: Channel,
  signal?: AbortSignal,
): Promise<ResponseError | undefined> {
  const asking = new AbortController()
  const signals = [asking.signal, ...(signal ? [signal] : [])]
  try {
    await openEvents(context, channel, AbortSignal.any(signals))
    return undefined
  } catch (error) {
    if (!isResponseError(error)) throw error
    // Other software has no such address: then the one that was opened tells.
    return error.status === 404 ? await askOpened(context, channel, error, asking.signal) : error
  } finally {
    asking.abort()
  }
}

/**
 * Asks for the address of the WebSocket by a plain request. A healthy server has it, and refuses the request as such.
 */
async function askOpened(
  context: ConnectionContext,
  channel: Channel,
  missing: ResponseError,
  signal: AbortSignal,
): Promise<ResponseError | undefined> {
  const { accessToken } = context
  const { headers } = context.settings
  const { base } = await context.address()
  const { stream } = channel.data
  const url = socketUrl(base, { stream, ...parametersOf(channel) })
  const auth = accessToken === undefined ? {} : bearer(accessToken)
  const refusal = await plainRequest(stream, url, { ...headers, ...auth }, context.secrets, signal)
  if (refusal?.status === 404) return missing
  return refusal && DENIALS.has(refusal.status) ? refusal : undefined
}

function refusalOf(stream: string, status: number, description: string): ResponseError {
  return responseError(stream, { status, headers: new Headers(), error: '', description, body: undefined })
}
