import { isResponseError } from '@typefed/core'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { AtprotoClient, type AtprotoClientOptions, PasswordSession, type SessionEvent } from '../src/index.ts'
import { logIn } from './support.ts'

let network: SharedNetwork
let appView: string

beforeAll(async () => {
  network = await sharedNetwork()
  appView = network.appView?.did ?? expect.fail('the network has no AppView')
}, 120_000)

/** A client, the headers that it sends with each call, and the events of its session. */
async function newClient() {
  const sent: Headers[] = []
  const events: SessionEvent[] = []
  const spy: AtprotoClientOptions['fetch'] = (url, init) => {
    sent.push(new Headers(init.headers))
    return fetch(url, init)
  }
  const onSession = (event: SessionEvent) => events.push(event)
  const client = await logIn(network, await network.createAccount(), { fetch: spy, onSession })
  sent.length = 0
  return { client, sent, events }
}

describe('a client with a proxy', () => {
  test('has its calls passed on to the service, with the same session', async () => {
    const { client, sent } = await newClient()
    const proxied = client.withProxy(`${appView}#bsky_appview`)
    expect(await proxied.getTimeline()).toEqual({ feed: [] })
    expect(sent[0]?.get('atproto-proxy')).toBe(`${appView}#bsky_appview`)
    expect(proxied.me).toEqual(client.me)

    const elsewhere = client.withProxy(`${appView}#no_such_service`)
    const error = await elsewhere.getTimeline().catch((error: unknown) => error)
    expect(isResponseError(error)).toBe(true)
  })

  test('leaves the client that it was made from as it was', async () => {
    const { client, sent } = await newClient()
    client.withProxy(`${appView}#bsky_appview`).withLabelers([appView])
    await client.getTimeline()
    expect(sent[0]?.has('atproto-proxy')).toBe(false)
    expect(sent[0]?.has('atproto-accept-labelers')).toBe(false)
  })

  test('shares lock and events: a renewal that it causes is everybody’s', async () => {
    const { client, events } = await newClient()
    const clones = [client, client.withProxy(`${appView}#bsky_appview`), client.withLabelers([])]
    await network.setAccessTokenLifetime(0, client.did)
    const copy = await PasswordSession.resume(client.exportSession())
    await copy.refresh()
    await client.login({ session: copy.current })
    await network.setAccessTokenLifetime(undefined, client.did)
    events.length = 0
    await Promise.all(clones.map((clone) => clone.getTimeline()))
    expect(events).toEqual(['refresh'])
    const texts = clones.map((clone) => clone.exportSession().encode())
    expect(new Set(texts).size).toBe(1)
  })

  test('for chats names Bluesky’s chat service', async () => {
    const asked: [string, string | null][] = []
    const client = new AtprotoClient({
      fetch: async (url, init) => {
        asked.push([new URL(url).pathname, new Headers(init.headers).get('atproto-proxy')])
        return Response.json({ convos: [] })
      },
    })
    expect(await client.withChat().chat.bsky.convo.listConvos()).toEqual({ convos: [] })
    expect(asked).toEqual([['/xrpc/chat.bsky.convo.listConvos', 'did:web:api.bsky.chat#bsky_chat']])
  })
})

describe('a client with labelers', () => {
  test('is told whose labels an answer carries', async () => {
    const { client } = await newClient()
    const labelers = async (from: AtprotoClient) => {
      let named: string | null = null
      const onResponse = ({ headers }: { headers: Headers }) => {
        named = headers.get('atproto-content-labelers')
      }
      await from.getTimeline({ onResponse })
      return named
    }
    const [first, second] = [client.did ?? '', (await network.createAccount()).did]
    expect(await labelers(client.withLabelers([first, second], { redact: [first] }))).toContain(
      `${first};redact`,
    )
    expect(await labelers(client.withLabelers([first]))).toBe(first)
    expect(await labelers(client.withLabelers([]))).toBe('')
    expect(await labelers(client)).not.toBe('')
    expect(() => client.withLabelers(['alice.test'])).toThrow('labelers is not valid')
  })
})
