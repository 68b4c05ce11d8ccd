import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The first line of a request, without its query. */
export interface RequestLine {
  readonly method: string
  readonly path: string
}

/** What stands for the parts of a path, and for texts, when a peer is asked what it sends. */
export const PART = 'PART'

export interface Recorder extends AsyncDisposable {
  readonly url: string
  /** What a call sends first; nothing if it sends nothing. What comes of the call does not matter. */
  firstOf(call: () => unknown): Promise<RequestLine | undefined>
}

/** A server that answers everything with an empty list, and tells what it was asked. */
export async function startRecorder(): Promise<Recorder> {
  const seen: RequestLine[] = []
  const server = createServer((request, response) => {
    request.resume()
    seen.push({
      method: request.method ?? '',
      path: new URL(request.url ?? '/', 'http://localhost').pathname,
    })
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async firstOf(call) {
      seen.length = 0
      await Promise.resolve()
        .then(call)
        .catch(() => {})
      return seen[0]
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
