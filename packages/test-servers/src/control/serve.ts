import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startAtprotoNetwork } from '../atproto/network.ts'
import { seedTimeline } from '../atproto/seed/index.ts'
import type { AtprotoNetwork } from '../atproto/types.ts'
import {
  type Control,
  type ControlAddress,
  CONTROLS,
  type NetworkDescription,
  type ServeOptions,
} from './protocol.ts'

/** A control endpoint, whose network boots when it is first asked for. */
export interface NetworkServer {
  readonly address: ControlAddress
  /** Stops the network, if it ever ran, and the endpoint. */
  close(): Promise<void>
}

interface Running {
  network: AtprotoNetwork
  description: NetworkDescription
}

/**
 * Opens the control endpoint of a network on 127.0.0.1.
 *
 * @param onProgress told of every step of the boot and the seed
 */
export async function serveNetwork(
  options: ServeOptions,
  onProgress: (step: string) => void,
): Promise<NetworkServer> {
  const token = randomBytes(16).toString('hex')
  let running: Promise<Running> | undefined
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    if (!authorized(request, token)) {
      send(response, 401, { message: 'wrong token' })
      return
    }
    running ??= boot(options, onProgress)
    handle(request, running).then(
      (result) => send(response, 200, { result }),
      (error: unknown) =>
        send(response, 500, { message: error instanceof Error ? error.message : String(error) }),
    )
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  return {
    address: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token },
    async close() {
      server.closeAllConnections()
      server.close()
      const { network } = (await running?.catch(() => undefined)) ?? {}
      await network?.close()
    },
  }
}

async function boot(options: ServeOptions, onProgress: (step: string) => void): Promise<Running> {
  const { seed, accessTokenLifetime, ...rest } = options
  const network = await startAtprotoNetwork({ ...rest, onProgress })
  const { pds, plc, appView, adminPassword } = network
  const description: NetworkDescription = { pds, plc, adminPassword }
  if (appView) description.appView = appView
  if (seed) description.seeded = await seedTimeline(network, { ...(seed === true ? {} : seed), onProgress })
  // Only now: the seed's own tokens must live as long as the network.
  await network.setAccessTokenLifetime(accessTokenLifetime)
  return { network, description }
}

async function handle(request: IncomingMessage, running: Promise<Running>): Promise<unknown> {
  const { network, description } = await running
  const name = request.url?.slice(1)
  if (name === 'network') return description
  if (!CONTROLS.includes(name as Control)) throw new Error(`there is no control "${name}"`)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const args: unknown[] = JSON.parse(Buffer.concat(chunks).toString())
  return Reflect.apply(
    network[name as Control],
    network,
    args.map((arg) => arg ?? undefined),
  )
}

function authorized(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify(body))
}
