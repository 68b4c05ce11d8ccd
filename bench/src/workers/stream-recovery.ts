/**
 * Prints how long a peer takes to be back on a stream: `stream-recovery.ts <protocol> <peer> <program> <way>`.
 * Milliseconds from the loss of its connection, in one of the ways below, to the first frame of the next one.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { type Follow, streamOf } from '../stream.ts'

/** Milliseconds that a connection lives before it is lost, and at most until the next. */
const LIFE = 500
const LIMIT = 10_000

const [protocol, peer, program, way] = process.argv.slice(2) as [string, string, string, keyof typeof WAYS]
const { follow } = (await import(`../${protocol}/peers/${peer}/${program}.ts`)) as { follow: Follow }
const frameAt = await (await streamOf(protocol)).frames()

const http = createServer()
const sockets = new WebSocketServer({ server: http })
const raw = new Set<Socket>()
http.on('connection', (socket) => {
  raw.add(socket)
  socket.on('close', () => raw.delete(socket))
})

/** How a connection is lost. */
const WAYS = {
  'close-1000': () => closeAll(1000),
  'close-1001': () => closeAll(1001),
  reset: () => resetAll(),
  restart: async () => {
    const { port } = http.address() as AddressInfo
    const closed = new Promise((resolve) => http.close(resolve))
    resetAll()
    await closed
    await listen(http, port)
  },
}

function closeAll(code: number): void {
  for (const socket of sockets.clients) socket.close(code)
}

function resetAll(): void {
  for (const socket of raw) socket.resetAndDestroy()
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
}

await listen(http, 0)
let frames = 0
let lostAt: number | undefined
sockets.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.send(frameAt(frames++))
  if (frames === 1) void setTimeout(LIFE).then(lose)
})

async function lose(): Promise<void> {
  lostAt = performance.now()
  await WAYS[way]()
}

const late = setTimeout(LIMIT).then(() => {
  throw new Error(`it was not back within ${LIMIT} ms`)
})
const taken = follow(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, () => {
  if (lostAt === undefined) return
  process.stdout.write(JSON.stringify(performance.now() - lostAt))
  process.exit(0)
})
await Promise.race([late, taken.then(() => late)])
