import { isResponseError } from '@typefed/core'
import { responseError } from '@typefed/core/internal'
import type { Floor } from '../../version/since.ts'
import { ChannelSubscribers } from '../channel-subscribers.ts'
import { ConnectionContext } from './context.ts'
import type { EventSubscription } from '../event-subscription.ts'
import { HttpConnection } from './http-connection.ts'
import type { StreamingHost } from '../options.ts'
import { SocketConnection } from './socket-connection.ts'

/** How events come: all channels on one WebSocket, one channel on each, or each in an HTTP response. */
export type TransportMode = 'multiplexed' | 'one-each' | 'sse'

/** Brings the events of channels, over as many connections in a row as it takes. */
export interface ChannelConnection {
  readonly channels: ReadonlySet<ChannelSubscribers>
  add(channel: ChannelSubscribers): void
  remove(channel: ChannelSubscribers): void
  /**
   * Runs until it is closed. Resolves with the transport mode to fall back to, if this one does not work here; rejects
   * with what ended it.
   */
  run(): Promise<TransportMode | undefined>
  /** Resolves when nothing is open any more. */
  close(): Promise<void>
}

const pools = new WeakMap<object, ConnectionPool[]>()

/** The pool of a client: one for all its clones that have the same token and options of connecting. */
export function poolOf(client: StreamingHost<Floor>): ConnectionPool {
  const { connections, accessToken, session, streaming, headers } = client.settings()
  // One without subscriptions may be of a token that is gone.
  const living = (pools.get(connections) ?? []).filter((pool) => !pool.isIdle)
  let found = living.find(({ context: { settings } }) => {
    const isSameAccount = settings.accessToken === accessToken && settings.session === session
    const isSame = isSameAccount && settings.streaming === streaming
    return isSame && JSON.stringify(settings.headers ?? {}) === JSON.stringify(headers ?? {})
  })
  if (!found) living.push((found = new ConnectionPool(new ConnectionContext(client))))
  pools.set(connections, living)
  return found
}

/** The connections of one token. They are opened for the first subscription, and closed after the last. */
export class ConnectionPool {
  readonly context: ConnectionContext
  readonly #channels = new Map<string, ChannelSubscribers>()
  #mode: TransportMode
  #shared: ChannelConnection | undefined

  constructor(context: ConnectionContext) {
    this.context = context
    const { transport, multiplex } = context.options
    this.#mode = transport === 'sse' ? 'sse' : multiplex === false ? 'one-each' : 'multiplexed'
  }

  get isIdle(): boolean {
    return this.#channels.size === 0
  }

  /** Adds a subscription. The returned function takes it away, and resolves when what is no longer needed is closed. */
  add(subscription: EventSubscription): () => Promise<void> {
    const { key } = subscription.channel
    let subscribers = this.#channels.get(key)
    if (!subscribers) {
      subscribers = new ChannelSubscribers(subscription.channel, (empty) => this.#remove(empty))
      this.#channels.set(key, subscribers)
      this.#connect(subscribers)
    }
    return subscribers.add(subscription)
  }

  #connect(channel: ChannelSubscribers): void {
    if (this.#mode === 'multiplexed' && this.#shared) {
      this.#shared.add(channel)
      channel.connection = this.#shared
      return
    }
    const connection =
      this.#mode === 'sse'
        ? new HttpConnection(this.context, channel)
        : new SocketConnection(this.context, channel, this.#mode === 'multiplexed')
    if (this.#mode === 'multiplexed') this.#shared = connection
    channel.connection = connection
    void this.#run(connection)
  }

  async #run(connection: ChannelConnection): Promise<void> {
    let fallback: TransportMode | undefined
    let failure: unknown
    try {
      fallback = await connection.run()
    } catch (error) {
      failure = error
    }
    if (this.#shared === connection) this.#shared = undefined
    if (fallback) this.#mode = fallback
    for (const channel of connection.channels) {
      if (fallback) this.#connect(channel)
      else channel.end(namedAfter(channel, failure))
    }
  }

  #remove(channel: ChannelSubscribers): Promise<void> | undefined {
    this.#channels.delete(channel.channel.key)
    const { connection } = channel
    connection?.remove(channel)
    if (!connection || connection.channels.size > 0) return undefined
    if (this.#shared === connection) this.#shared = undefined
    return connection.close()
  }
}

/** The refusal of a connection as that of one of its channels. */
function namedAfter({ channel }: ChannelSubscribers, error: unknown): unknown {
  return isResponseError(error) ? responseError(channel.data.stream, error) : error
}
