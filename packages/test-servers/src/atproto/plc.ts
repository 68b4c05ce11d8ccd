import { LOOPBACK, onLoopback } from './loopback.ts'

/** A running PLC directory; its operations live in memory. */
export interface PlcHost extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

/** Starts a PLC directory on `port` of 127.0.0.1. */
export async function startPlc(port: number): Promise<PlcHost> {
  const { Database, PlcServer } = await import('@did-plc/server')
  const server = PlcServer.create({ db: Database.mock(), port })
  await onLoopback(() => server.start())
  return {
    url: `http://${LOOPBACK}:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      server.server?.closeAllConnections()
      await server.destroy()
    },
  }
}
