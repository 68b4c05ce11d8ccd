/** Clients and sessions in the state of a user interface, which wraps what it holds into proxies. */
import { PasswordSession } from '@typefed/atproto-client'
import { startSession } from '@typefed/mastodon-client/oauth'
import { reactive } from '@vue/reactivity'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { newAtproto, newMastodon } from './clients.ts'

const fetch = vi.fn<typeof globalThis.fetch>(async () =>
  Response.json({ version: '4.4.0', id: '7', did: 'did:plc:x', url: 'https://x' }),
)
afterAll(() => vi.restoreAllMocks())

const TOKEN = 'eyJhbGciOiJub25lIn0.eyJpYXQiOjB9.x'
const saved = {
  did: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  handle: 'alice.test',
  accessJwt: TOKEN,
  refreshJwt: TOKEN,
  pdsEndpoint: 'https://pds.test',
}

describe('in reactive state', () => {
  test('a client of Mastodon works in all its methods', async () => {
    const client = newMastodon({ url: 'https://m.test', accessToken: 'x', fetch, validate: 'off' })
    const state = reactive({ client, clients: [client], nested: { client } })
    for (const one of [state.client, state.clients[0], state.nested.client, new Proxy(client, {})]) {
      if (!one) throw new Error('no client')
      expect((await one.server()).version).toBe('4.4.0')
      expect(await one.request('GET', '/api/v1/x')).toMatchObject({ id: '7' })
      expect(await one.api.v1.accounts.verify_credentials.get()).toMatchObject({ id: '7' })
      expect(await one.uploadMedia({ file: new Blob(['x']) })).toMatchObject({ id: '7' })
      expect(await one.with({ accessToken: 'y' }).request('GET', '/api/v1/x')).toMatchObject({ id: '7' })
    }
  })

  test('a client of the AT Protocol works in all its methods', async () => {
    const client = newAtproto({ service: 'https://pds.test', session: saved, fetch, validate: 'off' })
    const state = reactive({ client, clients: [client], nested: { client } })
    for (const one of [state.client, state.clients[0], state.nested.client, new Proxy(client, {})]) {
      if (!one) throw new Error('no client')
      expect(one.me.handle).toBe('alice.test')
      expect(await one.request('GET', 'com.example.get')).toMatchObject({ id: '7' })
      expect(await one.app.bsky.actor.getProfile({ actor: 'alice.test' })).toMatchObject({ id: '7' })
      expect(one.with({}).me.handle).toBe('alice.test')
    }
  })

  test('so do sessions', async () => {
    const server = { url: 'https://m.test', fetch }
    const token = { access_token: 'x', created_at: 1 }
    const app = { client_id: 'i', client_secret: 's' }
    const mastodon = await startSession(server, { app, token })
    const atproto = PasswordSession.from(saved)
    const proxies = { mastodon: new Proxy(mastodon, {}), atproto: new Proxy(atproto, {}) }
    for (const one of [reactive({ mastodon, atproto }), proxies])
      expect([one.mastodon.accessToken, one.atproto.handle]).toEqual(['x', 'alice.test'])
  })
})
