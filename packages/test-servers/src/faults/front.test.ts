import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { faultyFront, type FaultyFront } from './index.ts'

const SIZE = 1_000_000

/** A server that counts what reaches it. */
class Behind {
  handled: string[] = []
  aborted = 0
  readonly #server: Server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) this.aborted += 1
    })
    const path = request.url ?? ''
    if (path.startsWith('/echo')) {
      response.writeHead(200, ['x-twice', 'one', 'x-twice', 'two'])
      request.pipe(response)
      request.on('end', () => this.handled.push(path))
      return
    }
    request.resume()
    request.on('end', () => {
      this.handled.push(path)
      if (path === '/big') response.end(Buffer.alloc(SIZE, 'x'))
      else if (path === '/drip') response.write('first')
      else if (path.startsWith('/xrpc/com.atproto.server.')) {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ didDoc: { service: [{ serviceEndpoint: this.url }] } }))
      } else response.end('fine')
    })
  })

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen({ port: 0, host: '127.0.0.1' }, resolve))
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

describe('a front', () => {
  const behind = new Behind()
  let front: FaultyFront

  beforeAll(async () => {
    await behind.start()
    front = await faultyFront(behind.url)
  })
  afterEach(() => {
    front.clear()
    behind.handled = []
    behind.aborted = 0
  })
  afterAll(async () => {
    await front.close()
    behind.stop()
  })

  test('passes requests and answers on unchanged', async () => {
    const response = await fetch(`${front.url}/echo?a=1`, { method: 'PUT', body: 'hello' })
    expect(response.headers.get('x-twice')).toBe('one, two')
    expect(await response.text()).toBe('hello')
    expect(behind.handled).toEqual(['/echo?a=1'])
    expect((await (await fetch(`${front.url}/big`)).text()).length).toBe(SIZE)
    await vi.waitFor(() =>
      expect(front.requests).toMatchObject([{ outcome: 'answered' }, { outcome: 'answered' }]),
    )
    expect(front.requests[0]).toMatchObject({ method: 'PUT', path: '/echo', bytes: 5, status: 200 })
    expect(front.requests[0]?.query.get('a')).toBe('1')
  })

  test('streams bodies in both directions', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const init = { method: 'POST', body: readable, duplex: 'half' }
    const answered = fetch(`${front.url}/echo`, init)
    await writer.write(Buffer.from('early'))
    const response = await answered
    const reader = response.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('early')
    await writer.write(Buffer.from('late'))
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('late')
    await writer.close()
    expect((await reader?.read())?.done).toBe(true)
  })

  test('keeps secrets out of its log unless told otherwise', async () => {
    const headers = { authorization: 'Bearer secret' }
    await fetch(front.url, { headers })
    expect(front.requests[0]?.headers['authorization']).toBe('[kept out]')
    await using telling = await faultyFront(behind.url, { keepSecrets: true })
    await fetch(telling.url, { headers })
    expect(telling.requests[0]?.headers['authorization']).toBe('Bearer secret')
  })

  test('names itself instead of the server behind in sessions', async () => {
    const response = await fetch(`${front.url}/xrpc/com.atproto.server.getSession`)
    expect(await response.json()).toEqual({ didDoc: { service: [{ serviceEndpoint: front.url }] } })
  })

  test('status: answers by itself, as often as asked', async () => {
    const headers = { 'retry-after': '1' }
    front.inject({ times: 2, fault: { kind: 'status', status: 429, headers, body: { error: 'Slow' } } })
    for (let i = 0; i < 2; i += 1) {
      const response = await fetch(front.url)
      expect(response.status).toBe(429)
      expect(response.headers.get('retry-after')).toBe('1')
      expect(await response.json()).toEqual({ error: 'Slow' })
    }
    expect((await fetch(front.url)).status).toBe(200)
    expect(behind.handled).toHaveLength(1)
    expect(front.requests.map(({ fault }) => fault)).toEqual(['status', 'status', undefined])
  })

  test('status: a body of text is sent as it is', async () => {
    front.inject({
      fault: { kind: 'status', status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>' },
    })
    const response = await fetch(front.url, { method: 'POST', body: new Uint8Array(SIZE) })
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      502,
      'text/html',
      '<h1>',
    ])
  })

  test('rules match by NSID, by path and by function, and can wait and be taken back', async () => {
    const fault = { kind: 'status', status: 500 } as const
    const takeBack = front.inject({ match: 'com.example.one', fault })
    front.inject({ match: '/two', after: 1, times: 1, fault })
    front.inject({ match: ({ method }) => method === 'DELETE', fault })
    const status = async (path: string, method = 'GET'): Promise<number> =>
      (await fetch(`${front.url}${path}`, { method })).status
    expect(await status('/xrpc/com.example.one?x=1')).toBe(500)
    expect(await status('/xrpc/com.example.oneMore')).toBe(200)
    expect(await status('/three', 'DELETE')).toBe(500)
    expect([await status('/two'), await status('/two/more'), await status('/two')]).toEqual([200, 500, 200])
    takeBack()
    expect(await status('/xrpc/com.example.one')).toBe(200)
  })

  test('delay: passes on later', async () => {
    front.inject({ fault: { kind: 'delay', ms: 150 } })
    const start = performance.now()
    expect(await (await fetch(front.url)).text()).toBe('fine')
    expect(performance.now() - start).toBeGreaterThan(140)
  })

  test('hang: no answer until it is cleared', async () => {
    front.inject({ fault: { kind: 'hang' } })
    await expect(fetch(front.url, { signal: AbortSignal.timeout(100) })).rejects.toThrow('aborted')
    await vi.waitFor(() => expect(front.requests[0]?.outcome).toBe('aborted'))
    const hanging = fetch(front.url)
    await vi.waitFor(() => expect(front.requests).toHaveLength(2))
    front.clear()
    await expect(hanging).rejects.toThrow('fetch failed')
    expect(behind.handled).toEqual([])
  })

  test('reset: the server behind never hears of it', async () => {
    front.inject({ times: 1, fault: { kind: 'reset' } })
    const failure = await fetch(front.url).catch((error: Error) => error)
    expect(failure).toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(behind.handled).toEqual([])
  })

  test('loseResponse: the server behind has handled it', async () => {
    front.inject({ times: 1, fault: { kind: 'loseResponse' } })
    await expect(fetch(`${front.url}/written`)).rejects.toThrow('fetch failed')
    expect(behind.handled).toEqual(['/written'])
    expect(front.requests[0]).toMatchObject({ status: 200, outcome: 'broken' })
  })

  test('cutBody: so many bytes arrive, then the connection is gone', async () => {
    front.inject({ times: 1, fault: { kind: 'cutBody', afterBytes: 300_000 } })
    const response = await fetch(`${front.url}/big`)
    expect(response.status).toBe(200)
    let received = 0
    const reading = (async () => {
      for await (const chunk of response.body ?? []) received += chunk.length
    })()
    await expect(reading).rejects.toThrow('terminated')
    expect(received).toBe(300_000)
    expect(front.requests[0]?.outcome).toBe('broken')
  })

  test('stall: the rest comes once it is cleared', async () => {
    front.inject({ fault: { kind: 'stall', afterBytes: 10 } })
    const response = await fetch(`${front.url}/big`)
    const text = response.text()
    expect(await Promise.race([text, setTimeout(100, 'stalled')])).toBe('stalled')
    front.clear()
    expect((await text).length).toBe(SIZE)
  })

  test('a client that leaves is noticed behind', async () => {
    const controller = new AbortController()
    const response = await fetch(`${front.url}/drip`, { signal: controller.signal })
    expect(response.status).toBe(200)
    controller.abort()
    await vi.waitFor(() => expect(behind.aborted).toBe(1))
    expect(front.requests[0]?.outcome).toBe('aborted')
  })

  test('nobody behind looks like a broken connection', async () => {
    await using empty = await faultyFront('http://127.0.0.1:9')
    await expect(fetch(empty.url)).rejects.toThrow('fetch failed')
    empty.target = behind.url
    expect((await fetch(empty.url)).status).toBe(200)
  })

  test('closing breaks what is under way', async () => {
    const closing = await faultyFront(behind.url)
    closing.inject({ fault: { kind: 'hang' } })
    const hanging = fetch(closing.url)
    await vi.waitFor(() => expect(closing.requests).toHaveLength(1))
    await closing.close()
    await expect(hanging).rejects.toThrow('fetch failed')
    await expect(fetch(closing.url)).rejects.toThrow('fetch failed')
  })
})
