import { expect, test } from 'vitest'
import { worldFetch } from './fetch.ts'

const places = {
  origins: new Map([['https://bsky.social', 'http://127.0.0.1:1']]),
  accounts: new Map([['alice.example', { did: 'did:plc:alice', handle: 'alice-1.test' }]]),
}

/** What is sent on. */
async function sent(url: string, body?: string): Promise<{ url: string; body: unknown }> {
  const seen: { url: string; body: unknown }[] = []
  const fetch = worldFetch(places, async (input, init) => {
    seen.push({ url: String(input), body: init?.body })
    return new Response('{}')
  })
  await fetch(url, body === undefined ? {} : { method: 'POST', body })
  return seen[0] ?? expect.unreachable('nothing was sent')
}

test('a host of the pages is a server on loopback', async () => {
  const { url } = await sent('https://bsky.social/xrpc/a.b.c?actor=alice.example')
  expect(url).toBe('http://127.0.0.1:1/xrpc/a.b.c?actor=alice-1.test')
})

test('handles are replaced where they are the whole value, not within a text', async () => {
  const text = '{"identifier":"alice.example","text":"Hello @alice.example"}'
  const { body } = await sent('https://bsky.social/', text)
  expect(body).toBe('{"identifier":"alice-1.test","text":"Hello @alice.example"}')
})

test('a handle leads to its account', async () => {
  const fetch = worldFetch(places, () => expect.unreachable())
  const response = await fetch('https://alice.example/.well-known/atproto-did')
  expect(await response.text()).toBe('did:plc:alice')
})

test('links lead to the host that was asked', async () => {
  const link = '<http://127.0.0.1:1/next>; rel="next"'
  const { headers } = await worldFetch(places, async () => {
    return Response.json({}, { headers: { link } })
  })('https://bsky.social/')
  expect(headers.get('link')).toBe('<https://bsky.social/next>; rel="next"')
})

test('no other host is reached', async () => {
  const fetch = worldFetch(places, () => expect.unreachable())
  await expect(fetch('https://example.com/')).rejects.toThrow('https://example.com: no host of the pages')
})
