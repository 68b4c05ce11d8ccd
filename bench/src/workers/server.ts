/** A server on loopback that knows a login and a timeline. Prints its address; ends when its standard input does. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SEEDS, timelineText } from '../body/timeline.ts'

const DID = 'did:plc:a3k4v5w6x7y2z3a4b5c6d7e2'
const DAY = 86_400

const bodies = SEEDS.map((seed) => Buffer.from(timelineText(seed)))
const session = JSON.stringify({
  did: DID,
  handle: 'alice.example',
  accessJwt: token('com.atproto.access', DAY),
  refreshJwt: token('com.atproto.refresh', 90 * DAY),
  active: true,
})
let turn = 0

/** A token that says when it ends and is signed by nobody. */
function token(scope: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000)
  const parts = [
    { typ: 'at+jwt', alg: 'ES256K' },
    { scope, sub: DID, iat: now, exp: now + seconds, aud: 'did:web:localhost' },
  ]
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'c2ln'].join('.')
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  const nsid = /^\/xrpc\/([\w.]+)/.exec(request.url ?? '')?.[1]
  if (nsid === 'app.bsky.feed.getTimeline')
    return send(response, 200, bodies[turn++ % bodies.length] as Buffer)
  if (nsid === 'com.atproto.server.createSession') return send(response, 200, Buffer.from(session))
  send(response, 404, Buffer.from('{"error":"MethodNotImplemented","message":"no such method"}'))
}

function send(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  })
  response.end(body)
}

const server = createServer(answer)
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`http://127.0.0.1:${port}\n`)
})
process.stdin.resume().on('end', () => process.exit(0))
