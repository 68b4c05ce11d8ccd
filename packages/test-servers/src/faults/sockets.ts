import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Fault } from './faults.ts'
import { Gate } from './gate.ts'
import type { SeenRequest } from './log.ts'

/** A WebSocket that passes through the front. */
export interface Tunnel {
  /** Breaks it without a closing handshake; the client sees close code 1006. */
  drop(): void
  /** Lets nothing more through from the server. */
  stall(): void
  /** Takes `stall` back. */
  resume(): void
}

/** Opens the other half of an upgrade request and passes the traffic through, with what `fault` does to it. */
export function tunnel(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  entry: SeenRequest,
  fault: Fault | undefined,
  target: URL,
): Tunnel {
  const server = connect({ host: target.hostname, port: Number(target.port) })
  const gate = new Gate()
  const drop = (): void => {
    if (entry.outcome === 'pending') entry.outcome = 'broken'
    client.destroy()
    server.destroy()
    gate.destroy()
  }
  server.once('connect', () => {
    server.write(requestHead(request))
    if (head.length > 0) server.write(head)
    client.on('data', (chunk: Buffer) => {
      entry.bytes += chunk.length
    })
    client.pipe(server)
  })
  // The answer to the handshake passes whole; limits count from the first frame on.
  readHead(server, (answer, rest) => {
    entry.status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString('latin1'))?.[1] ?? 0)
    client.write(answer)
    if (fault?.kind === 'cutBody') gate.limit(fault.afterBytes, drop)
    if (fault?.kind === 'stall') gate.limit(fault.afterBytes ?? 0)
    if (rest.length > 0) gate.write(rest)
    server.pipe(gate).pipe(client)
  })
  server.on('error', drop)
  client.on('error', drop)
  server.on('close', () => {
    if (entry.status === undefined) drop()
    else if (entry.outcome === 'pending') entry.outcome = 'answered'
  })
  client.on('close', () => {
    if (entry.outcome === 'pending') entry.outcome = 'aborted'
    server.destroy()
    gate.destroy()
  })
  return { drop, stall: () => gate.shut(), resume: () => gate.open() }
}

/** Refuses a handshake with an HTTP status. */
export function refuse(client: Duplex, fault: Fault & { kind: 'status' }): void {
  const body = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {})
  const headers = {
    'content-type': typeof fault.body === 'string' ? 'text/plain' : 'application/json',
    ...fault.headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  client.end([`HTTP/1.1 ${fault.status} Refused`, ...lines, '', body].join('\r\n'))
}

function requestHead(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`]
  const { rawHeaders } = request
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

function readHead(server: Duplex, done: (head: Buffer, rest: Buffer) => void): void {
  let received = Buffer.alloc(0)
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    server.off('data', onData)
    server.pause()
    done(received.subarray(0, end + 4), received.subarray(end + 4))
  }
  server.on('data', onData)
}
