import type { ReconnectPolicy, WebSocketConstructor } from '@typefed/core/socket'

/** How a client listens to streams. */
export interface StreamingOptions {
  /**
   * Where the server streams: `wss://streaming.mastodon.example`. The token goes there. Default: what the instance says,
   * else the server itself.
   */
  url?: string
  /**
   * How events come: all streams on one WebSocket, or each in an HTTP answer of its own (`sse`). Default: `auto`, that is
   * by WebSocket, and by HTTP where the server refuses WebSockets.
   */
  transport?: 'auto' | 'websocket' | 'sse'
  /**
   * How a WebSocket says whose it is: in the header `Authorization`, in the subprotocol, or in the address, where logs may
   * keep it. Default: `auto`, that is in the header where the runtime can set one (Node, Bun, Deno), else in the
   * subprotocol.
   */
  auth?: 'auto' | 'header' | 'subprotocol' | 'query'
  /** Whether one WebSocket carries all streams. Default: true, unless the server says that it is older than 3.3. */
  multiplex?: boolean
  /** When a lost connection is made again. `false`: never. Default: within 250 ms, then after 1 to 30 s, without end. */
  reconnect?: ReconnectPolicy | false
  /** Makes WebSockets. Default: the global one; that of the package `ws` can ping, and so sees when a server is gone. */
  WebSocket?: WebSocketConstructor
  /**
   * Milliseconds without anything after which a connection counts as lost; 0: no limit. Default: 0 for a WebSocket, on
   * which nothing comes between events that a program could see; 45,000 for HTTP, where the server sends a sign of life
   * every 15 s.
   */
  idleTimeout?: number
}
