import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request as a server received it. */
export interface Received {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Respond = (request: Received, response: ServerResponse) => void

/** A server on a port of its own, which is an origin of its own. */
export interface Loopback extends AsyncDisposable {
  readonly url: string
  /** All requests since the start or the last `use`, oldest first. */
  readonly received: readonly Received[]
  /** Forgets the requests and responds otherwise from now on. */
  use(respond: Respond): void
}

export async function startLoopback(respond: Respond): Promise<Loopback> {
  const received: Received[] = []
  let current = respond
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    try {
      const seen = { method, path, headers, body: (await buffer(request)).toString() }
      received.push(seen)
      current(seen, response)
    } catch {
      // The client has ended the request before it was complete.
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    use(next) {
      received.length = 0
      current = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

/** Breaks the connection, so that the client never learns what became of its request. */
export function loseResponse(response: ServerResponse): void {
  response.socket?.destroy()
}

/** All of a request that could hold a secret. */
export function textOfRequest({ method, path, headers, body }: Received): string {
  return [method, path, decodeURIComponent(path), JSON.stringify(headers), body].join('\n')
}
