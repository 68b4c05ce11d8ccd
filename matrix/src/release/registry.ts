import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A version of a package, as it was sent to be published. */
export interface Published {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly repository?: { readonly url: string; readonly directory: string }
}

/** A registry on loopback that holds nothing and takes everything. */
export interface Registry extends AsyncDisposable {
  readonly url: string
  readonly published: readonly Published[]
}

export async function startRegistry(): Promise<Registry> {
  const published: Published[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const isNew = request.method === 'PUT'
    if (isNew) {
      const { versions } = JSON.parse(Buffer.concat(chunks).toString()) as {
        versions: Record<string, Published>
      }
      published.push(...Object.values(versions))
    }
    response.writeHead(isNew ? 201 : 404, { 'content-type': 'application/json' })
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    published,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
