import type { ConnectOptions } from '@typefed/core'
import type { ReconnectPolicy } from '@typefed/core/socket'
import type { RestClient, RestClientOptions } from '../rest-client.ts'
import type { Floor } from '../version/since.ts'

/** How a client connects to streams. */
export interface StreamingOptions extends Pick<ConnectOptions, 'WebSocket'> {
  /**
   * Where the server streams: `wss://streaming.mastodon.example`. The token goes there. Default: the address that the
   * instance names, else the server itself.
   */
  url?: string
  /**
   * How events come: all streams on one WebSocket, or each in an HTTP response of its own (`sse`). Default: `auto`,
   * that is by WebSocket, and by HTTP where the server refuses WebSockets.
   */
  transport?: 'auto' | 'websocket' | 'sse'
  /**
   * Where a WebSocket carries the token: in the header `Authorization`, in the subprotocol, or in the address, where
   * logs may keep it. Default: `auto`, that is in the header where the runtime can set one (Node, Bun, Deno), else in
   * the subprotocol.
   */
  auth?: 'auto' | 'header' | 'subprotocol' | 'query'
  /** Whether one WebSocket carries all streams. Default: true for Mastodon from 3.3 on and what is made from it. */
  multiplex?: boolean
  /**
   * When a lost connection is made again. `false`: never. Default: within 250 ms, then after 1 to 30 s, without end.
   */
  reconnect?: ReconnectPolicy | false
  /**
   * Milliseconds without anything after which a connection counts as lost; 0: no limit. Default: 0 for a WebSocket, on
   * which nothing comes between events that a program could see; 45,000 for HTTP, where the server sends a sign of life
   * every 15 s.
   */
  idleTimeout?: number
}

/** The options of a client that streams. */
export interface StreamingSettings<V extends Floor> extends RestClientOptions<V> {
  /** How streams are connected. */
  streaming?: StreamingOptions
  /** The connection scope: the same object for a client and its clones, which share their connections. */
  readonly connections: object
}

/** A client that streams. */
export interface StreamingHost<V extends Floor> extends RestClient<V> {
  /** Its options, its token included. `fetch` sends one attempt: a stream retries by itself. */
  settings(): StreamingSettings<V>
}
