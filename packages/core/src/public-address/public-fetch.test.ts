import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { FetchHandler } from '../transport/fetch-handler.ts'
import { publicFetch } from './public-fetch.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  vi.useRealTimers()
})

/** A server on loopback, and the paths that it was asked for. */
async function serve(listener: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? ''}`.trim())
    listener(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const local = { allowLocal: true }

describe('the door to addresses that the network names', () => {
  test('lets a public address through, without credentials', async () => {
    const seen: RequestInit[] = []
    const fetch: FetchHandler = async (_, init) => (seen.push(init), new Response('hello'))
    const response = await publicFetch({ fetch })('https://example.com/x', {
      headers: { Accept: 'text/plain', Authorization: 'Bearer a', Cookie: 'b', DPoP: 'c' },
    })
    expect(await response.text()).toBe('hello')
    expect(seen).toMatchObject([{ headers: { accept: 'text/plain' }, redirect: 'manual' }])
  })

  test('sends nothing to others', async () => {
    const fetch = vi.fn<FetchHandler>()
    const door = publicFetch({ fetch })
    await expect(door('https://localhost:41137/.well-known/did.json', {})).rejects.toThrow(
      'localhost:41137 is not asked: its host is a reserved name',
    )
    await expect(door('http://a:secret@example.com', {})).rejects.toThrow(/^example.com is not asked/)
    await expect(door('nothing', {})).rejects.toThrow('it is no URL')
    expect(fetch).not.toHaveBeenCalled()
  })

  test('lets an address of the user’s through', async () => {
    const { url } = await serve((_, response) => response.end('directory'))
    expect(await (await publicFetch({ trusted: [url] })(`${url}/did`, {})).text()).toBe('directory')
  })

  test('follows redirects on the same host only, and not for ever', async () => {
    const elsewhere = await serve((_, response) => response.end('secret'))
    const targets: Record<string, string> = { '/same': '/end', '/other': elsewhere.url, '/loop': '/loop' }
    const { url } = await serve((request, response) => {
      const target = targets[request.url ?? '']
      if (target) response.writeHead(302, { location: target }).end()
      else response.end('here')
    })
    const door = publicFetch(local)
    expect(await (await door(`${url}/same`, {})).text()).toBe('here')
    await expect(door(`${url}/other`, {})).rejects.toThrow('it redirects to elsewhere')
    await expect(door(`${url}/loop`, {})).rejects.toThrow('it redirects to elsewhere')
    expect(elsewhere.asked).toEqual([])
  })

  test('reads so many bytes and no more', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/endless') response.write('x'.repeat(101))
      else response.end('x'.repeat(100))
    })
    const door = publicFetch({ ...local, maxBytes: 100 })
    expect(await (await door(url, {})).text()).toHaveLength(100)
    const endless = await door(`${url}/endless`, {})
    await expect(endless.text()).rejects.toThrow('its response has more than 100 bytes')
  })

  test.each(['headers', 'body'])('waits so long for the %s and no longer', async (part) => {
    const { url } = await serve((_, response) => {
      if (part === 'body') response.write('x')
    })
    const reading = async () => (await publicFetch({ ...local, timeout: 50 })(url, {})).text()
    await expect(reading()).rejects.toMatchObject({ name: 'TimeoutError', timeout: 50 })
  })

  test('ends with the caller’s signal, and does not take that for a failure of the address', async () => {
    const { url, asked } = await serve((_, response) => void (asked.length > 1 && response.end('now')))
    const door = publicFetch(local)
    const ending = new AbortController()
    const asking = door(url, { signal: ending.signal })
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    ending.abort(new Error('enough'))
    await expect(asking).rejects.toThrow('enough')
    expect(await (await door(url, {})).text()).toBe('now')
  })

  test('does not ask again for a while what failed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { url, asked } = await serve((request, response) => {
      if (request.url === '/gone') response.writeHead(404).end()
      else request.socket.destroy()
    })
    const door = publicFetch({ ...local, rememberFailures: 1_000 })
    expect((await door(`${url}/gone`, {})).status).toBe(404)
    await expect(door(`${url}/gone`, {})).rejects.toThrow('status 404')
    await expect(door(`${url}/broken`, {})).rejects.toMatchObject({ name: 'NetworkError' })
    await expect(door(`${url}/broken`, {})).rejects.toMatchObject({ name: 'NetworkError' })
    expect(asked).toEqual(['/gone', '/broken'])
    vi.setSystemTime(Date.now() + 1_001)
    expect((await door(`${url}/gone`, {})).status).toBe(404)
  })
})
