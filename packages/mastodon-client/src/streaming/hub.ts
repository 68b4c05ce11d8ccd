import { isResponseError } from '@typefed/core'
import { responseError } from '@typefed/core/internal'
import type { Channel } from './channel.ts'
import type { Connecting } from './connecting.ts'
import { HttpTransport } from './http-transport.ts'
import { SocketTransport } from './socket-transport.ts'
import { type Listener, Outlet, type Transport } from './source.ts'
import { ChangeWay, type Way } from './way.ts'

interface Entry {
  readonly outlet: Outlet
  transport?: Transport
}

/** All that is listened to with one token. What connects is opened for the first who listens, and closed after the last. */
export class Hub {
  readonly connecting: Connecting
  readonly #entries = new Map<string, Entry>()
  #way: Way
  #shared: SocketTransport | undefined
  #closing: Promise<void> | undefined

  constructor(connecting: Connecting) {
    this.connecting = connecting
    const { transport, multiplex } = connecting.options
    this.#way = transport === 'sse' ? 'sse' : multiplex === false ? 'one each' : 'multiplexed'
  }

  get isIdle(): boolean {
    return this.#entries.size === 0
  }

  /** Listens to a channel. The returned function ends it, and resolves when what is no longer needed is closed. */
  add(channel: Channel, listener: Listener): () => Promise<void> {
    let entry = this.#entries.get(channel.key)
    if (!entry) {
      entry = { outlet: new Outlet(channel, (empty) => this.#remove(empty)) }
      this.#entries.set(channel.key, entry)
      this.#connect(entry)
    }
    const release = entry.outlet.add(listener)
    return async () => {
      release()
      await this.#closing
    }
  }

  #connect(entry: Entry): void {
    const { connecting } = this
    const { outlet } = entry
    if (this.#way === 'sse') {
      entry.transport = new HttpTransport(connecting, outlet, (error) => this.#end(outlet, error))
    } else if (this.#way === 'one each') {
      entry.transport = this.#openSocket(outlet, false)
    } else if (this.#shared) {
      this.#shared.add(outlet)
      entry.transport = this.#shared
    } else {
      this.#shared = this.#openSocket(outlet, true)
      entry.transport = this.#shared
    }
  }

  #openSocket(first: Outlet, isMultiplexed: boolean): SocketTransport {
    const socket: SocketTransport = new SocketTransport(
      {
        connecting: this.connecting,
        isMultiplexed,
        onRefused: (outlet, error) => this.#end(outlet, error),
        onEnd: (error, outlets) => {
          if (this.#shared === socket) this.#shared = undefined
          if (error instanceof ChangeWay) this.#change(error.way, outlets)
          else for (const outlet of outlets) this.#end(outlet, namedAfter(outlet, error))
        },
      },
      first,
    )
    return socket
  }

  #change(way: Way, outlets: readonly Outlet[]): void {
    this.#way = way
    for (const { channel } of outlets) {
      const entry = this.#entries.get(channel.key)
      if (entry) this.#connect(entry)
    }
  }

  #end(outlet: Outlet, error: unknown): void {
    this.#remove(outlet)
    outlet.onEnd(error)
  }

  #remove(outlet: Outlet): void {
    const { key } = outlet.channel
    const entry = this.#entries.get(key)
    if (entry?.outlet !== outlet) return
    this.#entries.delete(key)
    const { transport } = entry
    transport?.remove(outlet)
    if (transport && transport !== this.#shared) this.#closing = transport.close()
    if (!this.#shared?.isEmpty) return
    this.#closing = this.#shared.close()
    this.#shared = undefined
  }
}

/** The refusal of a connection as that of one of its streams. */
function namedAfter({ channel }: Outlet, error: unknown): unknown {
  return isResponseError(error) ? responseError(channel.data.stream, error) : error
}
