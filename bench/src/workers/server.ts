/** A server on loopback: `server.ts <protocol>`. Prints its address; ends when its standard input does. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { workloadOf } from '../workload.ts'

const [protocol] = process.argv.slice(2) as [string]
const workload = await workloadOf(protocol)
const unknown = Buffer.from('{"error":"MethodNotImplemented","message":"no such method"}')

const server = createServer()
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const answerTo = workload.answers(url)
  server.on('request', (request, response) => {
    request.resume()
    const answer = answerTo(request.url ?? '')
    const { body, headers } = answer ?? { body: unknown }
    response.writeHead(answer ? 200 : 404, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      ...headers,
    })
    response.end(body)
  })
  process.stdout.write(`${url}\n`)
})
process.stdin.resume().on('end', () => process.exit(0))
