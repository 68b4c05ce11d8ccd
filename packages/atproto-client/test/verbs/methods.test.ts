import { isLoginRequiredError } from '@typefed/core'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { AtprotoClient } from '../../src/index.ts'
import * as verbs from '../../src/verbs/index.ts'
import type { Verbs } from '../../src/verbs/index.ts'
import type { Caller } from '../../src/caller.ts'
import { logIn, PICTURE } from '../support.ts'

let network: SharedNetwork
let client: AtprotoClient

beforeAll(async () => {
  network = await sharedNetwork()
  client = await logIn(network, await network.createAccount())
}, 120_000)

/** The verbs as the functions make them: without their first argument. */
type Bound = {
  [K in keyof Verbs]: (typeof verbs & { post: typeof verbs.sendPost })[K] extends (
    client: Caller,
    ...args: infer A
  ) => infer R
    ? (...args: A) => R
    : never
}

test('a method takes and answers what its function does', () => {
  expectTypeOf<Bound>().toExtend<Verbs>()
  expectTypeOf<Verbs>().toExtend<Bound>()
  // @ts-expect-error -- a like is of a version, which a URI does not name
  void (() => client.like('at://did:web:a.test/app.bsky.feed.post/3kfxnwssz7k2a'))
  // @ts-expect-error -- a post is text, or has text
  void (() => client.sendPost({ facets: [] }))
})

test('every function that takes a client is a method', () => {
  const classes = /^[A-Z]|^is[A-Z]/
  const names = Object.keys(verbs).filter((name) => !classes.test(name))
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => typeof client[name as keyof Verbs] !== 'function')).toEqual([])
})

describe('the methods that write text', () => {
  const facetsOf = async (post: { uri: string }) => {
    await network.processAll()
    const view = await client.getPost(post)
    if (view?.record.$type !== 'app.bsky.feed.post') throw new Error('not a post')
    return view.record.facets?.flatMap(({ features }) => features)
  }
  const tag = { $type: 'app.bsky.richtext.facet#tag', tag: 'tag' }

  test('find mentions, links and tags in a plain string', async () => {
    const { handle, did } = network.seeded.viewer
    const found = await facetsOf(
      await client.post(`Hello @${handle} @nobody-here.test, see atproto.com #tag`),
    )
    expect(found).toEqual([
      { $type: 'app.bsky.richtext.facet#mention', did },
      { $type: 'app.bsky.richtext.facet#link', uri: 'https://atproto.com' },
      tag,
    ])
  })

  test('leave alone what comes with facets, and find them in pictures and threads', async () => {
    expect(await facetsOf(await client.sendPost('#tag', { facets: [] }))).toBeUndefined()
    expect(await facetsOf(await client.sendPost({ text: '#tag' }))).toBeUndefined()
    expect(await facetsOf(await client.sendPost('#tag', { detect: () => [] }))).toBeUndefined()
    expect(await facetsOf(await client.sendImage('#tag', { image: PICTURE }))).toEqual([tag])
    expect(await facetsOf(await client.sendImages('#tag', [{ image: PICTURE }]))).toEqual([tag])
    const [, second] = await client.sendThread(['one', '#tag'])
    expect(await facetsOf(second as { uri: string })).toEqual([tag])
  })
})

test('the methods do a day’s work', async () => {
  const star = await logIn(network, await network.createAccount())
  const post = await star.sendPost('hello')
  await client.follow(star.me)
  await network.processAll()
  const { feed } = await client.getTimeline({ limit: 1 })
  const view = feed[0]?.post
  if (view?.uri !== post.uri) throw new Error('the timeline lacks the post')
  await client.like(view)
  await client.repost(view)
  await network.processAll()
  expect((await client.getLikes(view)).likes).toHaveLength(1)
  const [liked] = await client.getPosts([view])
  if (!liked) throw new Error('the post is gone')
  await client.unlike(liked)
  await client.unrepost(liked)
  await client.unfollow(await client.getProfile(star.me))
  await client.mute(star.me)
  await client.unmute(star.me)
  await network.processAll()
  expect(await client.getProfile(star.me)).toMatchObject({ followersCount: 0 })
  await star.deletePost(post)
})

test('without a session the methods send nothing', async () => {
  await using front = await faultyFront(network.pds.url)
  const nobody = new AtprotoClient({ service: front.url })
  const calls = [
    nobody.sendPost('@somebody.test'),
    nobody.sendThread(['one']),
    nobody.sendVideo('', { video: PICTURE }),
    nobody.follow('somebody.test'),
    nobody.getTimeline(),
    nobody.uploadBlob(PICTURE),
    nobody.upsertProfile({}),
  ]
  for (const result of await Promise.allSettled(calls)) {
    expect(result.status === 'rejected' && isLoginRequiredError(result.reason)).toBe(true)
  }
  expect(front.requests).toEqual([])
})
