import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** An HTTP server on 127.0.0.1. */
export interface LoopbackServer {
  readonly url: string
  close(): Promise<void>
}

/** What is done with what comes. */
export interface LoopbackHandlers {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Takes a connection that wants to be something else. */
  upgrade(request: IncomingMessage, duplex: Duplex, head: Buffer): void
}

/** Listens on 127.0.0.1. @param port 0: a free one */
export async function listen(port: number, { handle, upgrade }: LoopbackHandlers): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
    })
  })
  server.on('upgrade', upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${bound}`, close: () => close(server) }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
