/**
 * A WebSocket server on loopback that sends a protocol's recorded frames to whoever connects, as fast as they are taken:
 * `stream-server.ts <protocol>`. Prints its address; ends when its standard input does.
 */
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { streamOf } from '../stream.ts'

/** Bytes that may wait to be sent. */
const MAX_WAITING = 1_000_000
/** Frames between two looks at what waits. */
const BATCH = 32

const [protocol] = process.argv.slice(2) as [string]
const frameAt = await (await streamOf(protocol)).frames()

async function sendAll(socket: WebSocket): Promise<void> {
  for (let index = 0; socket.readyState === socket.OPEN;) {
    for (const end = index + BATCH; index < end; index++) socket.send(frameAt(index))
    do await setImmediate()
    while (socket.bufferedAmount > MAX_WAITING)
  }
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
server.on('connection', (socket) => {
  socket.on('error', () => {})
  void sendAll(socket)
})
server.on('listening', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
process.stdin.resume().on('end', () => process.exit(0))
