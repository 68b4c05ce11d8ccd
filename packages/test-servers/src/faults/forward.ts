import { Agent, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import { Gate } from './gate.ts'
import type { SeenRequest } from './log.ts'

/** One request on its way through the front. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  entry: SeenRequest
  fault: Fault | undefined
  target: URL
  /** Gates that `clear` opens. */
  gates: Set<Gate>
  /** Rewrites a JSON body, for answers that name the server's own address. */
  rewrite: ((body: string) => string) | undefined
}

/** A fresh connection each: a kept one could have died with a restarted server. */
const agent = new Agent({ keepAlive: false })

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade'])

/** Passes a request on and its answer back, both as streams, with what `fault` does to the answer. */
export function forward(exchange: Exchange): void {
  const { request, response, entry, target } = exchange
  const headers = endToEnd(request.rawHeaders)
  const upstream = httpRequest({
    agent,
    host: target.hostname,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: exchange.rewrite ? without(headers, 'accept-encoding') : headers,
    setHost: false,
  })
  upstream.on('response', (answer) => {
    entry.status = answer.statusCode ?? 0
    sendBack(exchange, answer)
  })
  // Nobody there, or gone before the answer: what a client without a front would see.
  upstream.on('error', () => breakOff(exchange, 'reset'))
  response.on('close', () => {
    if (response.writableFinished) {
      entry.outcome = 'answered'
      return
    }
    if (entry.outcome === 'pending') entry.outcome = 'aborted'
    // A lost response is only lost on this side.
    if (exchange.fault?.kind !== 'loseResponse') upstream.destroy()
  })
  request.on('data', (chunk: Buffer) => {
    entry.bytes += chunk.length
  })
  request.pipe(upstream)
}

function sendBack(exchange: Exchange, answer: IncomingMessage): void {
  const { response, fault, rewrite, gates } = exchange
  answer.on('error', () => breakOff(exchange, 'close'))
  if (fault?.kind === 'loseResponse') {
    answer.resume()
    answer.on('end', () => breakOff(exchange, 'reset'))
    return
  }
  const headers = endToEnd(answer.rawHeaders)
  const status = answer.statusCode ?? 502
  const whole = fault?.kind !== 'cutBody' && fault?.kind !== 'stall'
  if (rewrite && whole && answer.headers['content-type']?.startsWith('application/json')) {
    void sendRewritten(exchange, answer, without(headers, 'content-length'), rewrite)
    return
  }
  response.writeHead(status, answer.statusMessage, headers)
  response.flushHeaders()
  const gate = new Gate()
  gates.add(gate)
  response.on('close', () => {
    gates.delete(gate)
    gate.destroy()
  })
  if (fault?.kind === 'cutBody') gate.limit(fault.afterBytes, () => breakOff(exchange, 'close'))
  if (fault?.kind === 'stall') gate.limit(fault.afterBytes ?? 0)
  answer.pipe(gate).pipe(response)
}

/**
 * Ends the client's connection without an answer. After a reset the client may not even see what was sent
 * before; a close delivers that first.
 */
export function breakOff({ response, entry }: Exchange, how: 'reset' | 'close'): void {
  if (response.destroyed || response.writableFinished) return
  entry.outcome = 'broken'
  if (how === 'reset') response.socket?.resetAndDestroy()
  else response.socket?.destroySoon()
}

async function sendRewritten(
  exchange: Exchange,
  answer: IncomingMessage,
  headers: string[],
  rewrite: (body: string) => string,
): Promise<void> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of answer) chunks.push(chunk)
  } catch {
    breakOff(exchange, 'close')
    return
  }
  exchange.response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
  exchange.response.end(rewrite(Buffer.concat(chunks).toString()))
}

/** Header pairs, in Node's flat form, without those that concern one connection only. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  return pairs(rawHeaders)
    .filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()))
    .flat()
}

function without(rawHeaders: readonly string[], unwanted: string): string[] {
  return pairs(rawHeaders)
    .filter(([name]) => name.toLowerCase() !== unwanted)
    .flat()
}

function pairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  const result: [string, string][] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    result.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? ''])
  return result
}
