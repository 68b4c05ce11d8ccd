import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { describe, expect, expectTypeOf, test } from 'vitest'
import * as v from 'valibot'
import type { FeedViewPost, PostView } from './generated/lexicons/app.bsky.feed.defs.ts'
import { postView } from './generated/lexicons/app.bsky.feed.defs.ts'
import { getTimeline, type GetTimelineOutput } from './generated/lexicons/app.bsky.feed.getTimeline.ts'
import type { Post } from './generated/lexicons/app.bsky.feed.post.ts'
import { AtprotoClient, tree, type Typed, type Unknown, XrpcClient } from './index.ts'

/** A client whose server answers with one body, and what it was asked. */
function clientOf(body: unknown, status = 200) {
  const asked: { url: URL; init: RequestInit }[] = []
  const fetch = async (url: string, init: RequestInit) => {
    asked.push({ url: new URL(url), init })
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  }
  return { client: new AtprotoClient({ service: 'https://server.test', fetch }), asked }
}

const author = { did: 'did:plc:abc', handle: 'alice.test' }
const post = {
  uri: 'at://did:plc:abc/app.bsky.feed.post/3k2a',
  cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
  author,
  record: { $type: 'app.bsky.feed.post', text: 'x', createdAt: '2026-01-01T00:00:00Z' },
  indexedAt: '2026-01-01T00:00:00Z',
}

describe('the tree', () => {
  test('has a method for every endpoint, and nothing else', () => {
    const { client } = clientOf({})
    const { name, method, path } = client.app.bsky.feed.getTimeline
    expect([name, method, path]).toEqual([
      'app.bsky.feed.getTimeline',
      'GET',
      '/xrpc/app.bsky.feed.getTimeline',
    ])
    expect(client.com.atproto.repo.createRecord.method).toBe('POST')
    expect(client.com.atproto.sync.subscribeRepos.message).toBeDefined()
    expect(client.app.bsky.feed.post).toMatchObject({
      kind: 'record',
      nsid: 'app.bsky.feed.post',
      recordKey: 'tid',
    })
    // @ts-expect-error there is no such namespace
    expect(client.app.bsky.nothing).toBeUndefined()
    // @ts-expect-error there are no pages
    expect(client.app.bsky.actor.getProfile.paginate).toBeUndefined()
    expect(Object.keys(client.app.bsky)).toContain('feed')
    expect(Object.keys(client)).toEqual(expect.arrayContaining(['app', 'chat', 'com', 'tools']))
    expect(inspect(client, { depth: 4 })).toContain('getTimeline: [Function: app.bsky.feed.getTimeline]')
  })

  test('checks data without a request', () => {
    const { client, asked } = clientOf({})
    expect(client.app.bsky.feed.getTimeline.parse({ feed: [{ post }] })).toEqual({ feed: [{ post }] })
    expect(() => client.app.bsky.feed.getTimeline.parse({ feed: [{}] })).toThrow('feed[0].post')
    expect(() => client.app.bsky.feed.post.parse({ text: 'x' })).toThrow('createdAt')
    expect(asked).toEqual([])
  })
})

describe('the members of a client', () => {
  test('are listed, so that the generator refuses namespaces of their names', async () => {
    const { client } = clientOf({})
    const namespaces = Object.keys(tree)
    const { prototype } = AtprotoClient
    const base: object = Object.getPrototypeOf(prototype)
    const own = [
      ...Object.keys(client),
      ...[prototype, base].flatMap((one) => Object.getOwnPropertyNames(one)),
    ]
    const members = [...new Set(own)].filter((name) => !namespaces.includes(name)).sort()
    const file = fileURLToPath(new URL('../members.json', import.meta.url))
    await expect(`${JSON.stringify(members, null, 2)}\n`).toMatchFileSnapshot(file)
  })
})

describe('a call', () => {
  test('writes parameters into the query, arrays repeated, the undefined left out', async () => {
    const { client, asked } = clientOf({ feed: [] })
    await client.app.bsky.feed.getTimeline({ limit: 10 })
    expect(asked[0]?.url.href).toBe('https://server.test/xrpc/app.bsky.feed.getTimeline?limit=10')
    const other = clientOf({ posts: [] })
    await other.client.app.bsky.feed.getPosts({ uris: [post.uri, post.uri] })
    expect(other.asked[0]?.url.searchParams.getAll('uris')).toEqual([post.uri, post.uri])
  })

  test('says what is wrong with an answer, warns, or does not look', async () => {
    const { client } = clientOf({ feed: [{ post: { ...post, author: {} } }] })
    const call = (options: object) => client.app.bsky.feed.getTimeline({}, options)
    await expect(call({})).rejects.toThrow('feed[0].post.author.did')
    expect((await call({ validate: 'off' })).feed).toHaveLength(1)
    const warnings: Error[] = []
    const warned = client.with({ validate: 'warn', onWarning: (error) => void warnings.push(error) })
    expect((await warned.app.bsky.feed.getTimeline()).feed).toHaveLength(1)
    expect(warnings.map(({ message }) => message).join()).toContain('feed[0].post.author.did')
  })

  test('passes what is newer than the client', async () => {
    const newer = { ...post, embed: { $type: 'com.example.embed#view', any: 1 }, another: 'field' }
    const { client } = clientOf({ feed: [{ post: newer, reason: { $type: 'com.example.reason' } }] })
    const { feed } = await client.app.bsky.feed.getTimeline()
    expect(feed[0]?.post).toEqual(newer)
  })

  test.each([
    ['', 'an empty body'],
    ['<html>', 'a body that begins with "<html>"'],
    ['{"feed": [', 'a body that begins with "{\\"feed\\": ["'],
  ])('an answer %j is an error that says so', async (body, kind) => {
    const { client } = clientOf(body)
    await expect(client.app.bsky.feed.getTimeline()).rejects.toThrow(`expected JSON, got ${kind}`)
  })

  test('sends an empty body where nothing need be said', async () => {
    const bodies: unknown[] = []
    const fetch = async (_: string, { body }: RequestInit) => {
      bodies.push(body)
      return Response.json({})
    }
    const client = new AtprotoClient({ fetch })
    await client.com.atproto.server.deactivateAccount()
    await client.com.atproto.server.deactivateAccount({ deleteAfter: '2030-01-01T00:00:00.000Z' })
    await client.com.atproto.server.deleteSession()
    expect(bodies).toEqual(['{}', '{"deleteAfter":"2030-01-01T00:00:00.000Z"}', undefined])
  })

  test('leaves what a handler of the user’s throws as it is', async () => {
    const bug = new TypeError('not a function')
    const fetch = async () => Response.json({ feed: [] }, { headers: { 'ratelimit-reset': '60' } })
    const throwing = () => {
      throw bug
    }
    const client = new AtprotoClient({ fetch })
    const { getTimeline } = client.app.bsky.feed
    await expect(getTimeline({}, { onResponse: throwing })).rejects.toBe(bug)
    const limited = client.with({ onRateLimit: throwing })
    await expect(limited.app.bsky.feed.getTimeline()).rejects.toBe(bug)
  })

  test('tells of the rate limit', async () => {
    const limits: unknown[] = []
    const headers = {
      'ratelimit-limit': '3000',
      'ratelimit-remaining': '2999',
      'ratelimit-reset': '1893456000',
    }
    const client = new XrpcClient({
      service: 'https://server.test',
      fetch: async () => Response.json({ feed: [] }, { headers }),
      onRateLimit: (limit, nsid) => void limits.push([limit, nsid]),
    })
    await client.call(getTimeline)
    const reset = new Date(1_893_456_000_000)
    expect(limits).toEqual([[{ limit: 3000, remaining: 2999, reset }, 'app.bsky.feed.getTimeline']])
  })
})

describe('types', () => {
  const { client } = clientOf({})
  const slim = new XrpcClient({
    service: 'https://server.test',
    fetch: async () => Response.json({ feed: [] }),
  })

  test('parameters and answers have names', () => {
    expectTypeOf(client.app.bsky.feed.getTimeline).returns.toEqualTypeOf<Promise<GetTimelineOutput>>()
    expectTypeOf(client.app.bsky.feed.getTimeline.paginate).returns.toExtend<AsyncIterable<FeedViewPost>>()
    expectTypeOf(slim.call(getTimeline, { limit: 1 })).toEqualTypeOf<Promise<GetTimelineOutput>>()
    expectTypeOf(client.app.bsky.feed.getTimeline.parse).returns.toEqualTypeOf<GetTimelineOutput>()
    expectTypeOf(client.com.atproto.sync.getRepo).returns.toEqualTypeOf<Promise<Response>>()
    expectTypeOf(client.com.atproto.server.deleteSession).returns.toEqualTypeOf<Promise<void>>()
  })

  test('what must not compile does not', () => {
    const never = () => {
      // @ts-expect-error a misspelt parameter
      void client.app.bsky.feed.getTimeline({ limits: 10 })
      // @ts-expect-error a parameter of the wrong type
      void client.app.bsky.feed.getTimeline({ limit: '10' })
      // @ts-expect-error a required parameter is missing
      void client.app.bsky.feed.getPosts()
      // @ts-expect-error a required parameter is missing
      void slim.call(getTimeline, { limit: 'x' })
      // @ts-expect-error there is no such field
      void client.app.bsky.feed.getTimeline().then(({ items }) => items)
      // @ts-expect-error a procedure with parameters needs them
      void client.app.bsky.video.uploadPart(new Blob([]))
      // @ts-expect-error a record needs its text
      const record: Post = { createdAt: '' }
      return record
    }
    expect(never).toBeTypeOf('function')
  })

  test('plain strings are accepted where a format is asked for', () => {
    const record: Post = { text: 'x', createdAt: new Date().toISOString(), langs: ['de'] }
    expectTypeOf(record.createdAt).toEqualTypeOf<string>()
  })

  test('an embed narrows by its $type, and the rest is unknown', () => {
    const embed = {} as NonNullable<PostView['embed']>
    if (embed.$type === 'app.bsky.embed.images#view') {
      expectTypeOf(embed.images[0]!.alt).toEqualTypeOf<string>()
    } else if (embed.$type === 'app.bsky.embed.external#view') {
      expectTypeOf(embed.external.uri).toEqualTypeOf<string>()
    }
    switch (embed.$type) {
      case 'app.bsky.embed.images#view':
      case 'app.bsky.embed.video#view':
      case 'app.bsky.embed.external#view':
      case 'app.bsky.embed.gallery#view':
      case 'app.bsky.embed.record#view':
      case 'app.bsky.embed.recordWithMedia#view':
        break
      default:
        expectTypeOf(embed).toEqualTypeOf<Unknown>()
    }
    // @ts-expect-error no member has this name
    void (embed.$type === 'app.bsky.embed.imges#view')
  })

  test('a record narrows to a post', () => {
    const { record } = {} as PostView
    if (record?.$type === 'app.bsky.feed.post') {
      expectTypeOf(record).toEqualTypeOf<Typed<Post>>()
      expectTypeOf(record.text).toEqualTypeOf<string>()
    }
  })

  test('schemas are valibot’s', () => {
    expectTypeOf<v.InferOutput<typeof postView>>().toEqualTypeOf<PostView>()
    expect(v.is(postView, post)).toBe(true)
    expect(v.is(postView, { ...post, uri: 'nope' })).toBe(false)
  })
})
