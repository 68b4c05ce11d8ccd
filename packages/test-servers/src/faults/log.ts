import type { IncomingMessage } from 'node:http'
import type { Fault } from './faults.ts'

/** A request as the front saw it. Filled in as the request goes on. */
export interface SeenRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case. Secrets read `[kept out]`, unless the front was told to keep them. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether it asks for a WebSocket. */
  readonly socket: boolean
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Bytes of its body that have arrived. */
  bytes: number
  /** The fault that happened to it. */
  fault?: Fault['kind']
  /** The status sent back, or the one that was lost. */
  status?: number
  /** How it ended; `aborted` means that the client left first. */
  outcome: 'pending' | 'answered' | 'aborted' | 'broken'
}

const SECRETS = new Set(['authorization', 'cookie', 'dpop', 'proxy-authorization', 'x-api-key'])

/** Starts the entry of a request. */
export function seen(request: IncomingMessage, socket: boolean, keepSecrets: boolean): SeenRequest {
  const url = new URL(request.url ?? '/', 'http://front')
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      SECRETS.has(name) && !keepSecrets ? '[kept out]' : String(value),
    ]),
  )
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    socket,
    at: Date.now(),
    bytes: 0,
    outcome: 'pending',
  }
}
