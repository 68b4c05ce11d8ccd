import { isLoginRequiredError, isResponseError, isValidationError } from '@typefed/core'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PostView } from '../../src/generated/lexicons/app.bsky.feed.defs.ts'
import type { Post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import { PasswordSession, XrpcClient } from '../../src/slim.ts'
import { getAuthorFeed, getTimeline } from '../../src/verbs/feeds.ts'
import { getLikes, getRepostedBy, like, repost, unlike, unrepost } from '../../src/verbs/likes.ts'
import { deletePost, getPost, getPosts, getPostThread } from '../../src/verbs/posts.ts'
import { searchPosts } from '../../src/verbs/search.ts'
import { sendPost } from '../../src/verbs/send-post.ts'
import { sendThread } from '../../src/verbs/send-thread.ts'
import { isThreadError, ThreadError } from '../../src/verbs/thread-error.ts'
import { facetText } from '../support.ts'
import { someone } from './support.ts'

let network: SharedNetwork
let author: Awaited<ReturnType<typeof someone>>

beforeAll(async () => {
  network = await sharedNetwork()
  author = await someone(network)
}, 120_000)

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: Error) => error,
  )

/** A post as the AppView shows it, once it does. */
async function shown(post: { uri: string }): Promise<PostView> {
  await network.processAll()
  const view = await getPost(author, post)
  if (!view) throw new Error('the post is not shown')
  return view
}

function recordOf({ record }: PostView): Post {
  if (record.$type !== 'app.bsky.feed.post') throw new Error('not a post')
  return record
}

describe('sendPost', () => {
  test('writes a text with its languages, tags, labels and time', async () => {
    const createdAt = new Date('2024-02-03T04:05:06.789Z')
    const labels = { $type: 'com.atproto.label.defs#selfLabels' as const, values: [{ val: 'graphic-media' }] }
    const options = { langs: ['de', 'en'], tags: ['one'], labels, createdAt }
    const view = await shown(await sendPost(author, 'Grüezi', options))
    expect(recordOf(view)).toMatchObject({
      ...options,
      text: 'Grüezi',
      createdAt: createdAt.toISOString(),
    })
    expect(recordOf(view)).not.toHaveProperty('facets')
  })

  test('takes text with facets, what builds them, facets as an option, and a detector', async () => {
    const rich = facetText([
      ['on '],
      ['atproto.com', { $type: 'app.bsky.richtext.facet#link', uri: 'https://atproto.com' }],
    ])
    const { text, facets } = rich
    const sent = await Promise.all([
      sendPost(author, rich),
      sendPost(author, { build: () => rich }),
      sendPost(author, text, { facets }),
      sendPost(author, text, { detect: async (given) => (given === text ? facets : []) }),
      sendPost(author, text),
    ])
    await network.processAll()
    const views = await getPosts(author, sent)
    expect(views.map((view) => recordOf(view).facets)).toEqual([facets, facets, facets, facets, undefined])
  })

  test('replies under the root of the thread, by reference, by view and by both places', async () => {
    const root = await sendPost(author, 'root')
    const first = await sendPost(author, 'first', { replyTo: root })
    const byRef = await sendPost(author, 'by reference', { replyTo: first })
    const byView = await sendPost(author, 'by view', { replyTo: await shown(first) })
    const byPlaces = await sendPost(author, 'by places', { replyTo: { root, parent: first } })
    await network.processAll()
    const views = await getPosts(author, [byRef, byView, byPlaces])
    for (const view of views) expect(recordOf(view).reply).toEqual({ root, parent: first })
    const { thread } = await getPostThread(author, root, { depth: 5 })
    if (thread.$type !== 'app.bsky.feed.defs#threadViewPost') throw new Error('not a thread')
    const [reply] = thread.replies ?? []
    if (reply?.$type !== 'app.bsky.feed.defs#threadViewPost') throw new Error('no reply')
    expect(reply.post.uri).toBe(first.uri)
    expect(reply.replies).toHaveLength(3)
  })

  test('replies to a post that another account wrote, as the account’s server knows it', async () => {
    const other = await someone(network)
    const root = await sendPost(other, 'somebody’s')
    const middle = await sendPost(other, 'somebody’s second', { replyTo: root })
    const view = await shown(await sendPost(author, 'mine', { replyTo: middle }))
    expect(recordOf(view).reply).toEqual({ root, parent: middle })
  })

  test('quotes, alone and beside a link', async () => {
    const quote = await shown(await sendPost(author, 'quote me'))
    const embed = {
      $type: 'app.bsky.embed.external',
      external: { uri: 'https://atproto.com', title: 'AT Protocol', description: '' },
    } as const
    const alone = await shown(await sendPost(author, 'look', { quote }))
    const both = await shown(await sendPost(author, 'look there', { quote, embed }))
    const { uri, cid } = quote
    expect(recordOf(alone).embed).toEqual({ $type: 'app.bsky.embed.record', record: { uri, cid } })
    expect(both.embed?.$type).toBe('app.bsky.embed.recordWithMedia#view')
    const nested = { $type: 'app.bsky.embed.record', record: { uri, cid } } as const
    await expect(sendPost(author, 'no', { quote, embed: nested })).rejects.toThrow(
      'embed: expected pictures, a video or a link beside the quote, got app.bsky.embed.record',
    )
  })

  test('closes a thread in the commit that begins it', async () => {
    const post = await sendPost(author, 'only those I mention', {
      threadgate: [{ $type: 'app.bsky.feed.threadgate#mentionRule' }],
    })
    const view = await shown(post)
    expect(view.threadgate?.record).toMatchObject({ post: post.uri })
    expect(view.threadgate?.uri?.split('/').at(-1)).toBe(post.uri.split('/').at(-1))
    await expect(sendPost(author, 'reply', { replyTo: post, threadgate: [] })).rejects.toThrow(
      'threadgate: expected the first post of a thread, got a reply',
    )
  })

  test('refuses before any request what the lexicon does not allow, and a client without a session', async () => {
    await using front = await faultyFront(network.pds.url)
    const nobody = new XrpcClient({ service: front.url })
    const refused = await failure(sendPost(nobody, 'hello'))
    expect(isLoginRequiredError(refused)).toBe(true)
    expect(refused.message).toContain('sendPost needs an account')
    expect(front.requests).toEqual([])
    const long = await failure(sendPost(author, 'é'.repeat(301)))
    expect(isValidationError(long) && long.issues[0]?.path).toEqual(['text'])
  })
})

describe('reading posts', () => {
  test('getPost answers with undefined where there is none', async () => {
    expect(await getPost(author, `at://${author.did}/app.bsky.feed.post/3kfxnwssz7k2a`)).toBeUndefined()
  })

  test('getPosts asks for 25 at a time, and keeps the order', async () => {
    const { feed } = await getTimeline(await viewer(), { limit: 60 })
    const uris = [...new Set(feed.map(({ post }) => post.uri))]
    expect(uris.length).toBeGreaterThan(30)
    const calls: number[] = []
    const views = await getPosts(author, uris, { onResponse: ({ status }) => calls.push(status) })
    expect(views.map(({ uri }) => uri)).toEqual(uris)
    expect(calls).toHaveLength(Math.ceil(uris.length / 25))
    expect(await getPosts(author, [])).toEqual([])
  })

  test('the timeline needs a session; an author feed names the author in any way', async () => {
    const nobody = new XrpcClient({ service: network.pds.url })
    expect(isLoginRequiredError(await failure(getTimeline(nobody)))).toBe(true)
    const { handle, did } = network.seeded.viewer
    const feeds = await Promise.all(
      [handle, `@${handle}`, did, { did }].map((actor) => getAuthorFeed(author, actor, { limit: 5 })),
    )
    expect(feeds[0]?.feed.length).toBeGreaterThan(0)
    for (const { feed } of feeds) expect(feed).toEqual(feeds[0]?.feed)
  })

  test('searchPosts finds words', async () => {
    const { posts } = await searchPosts(await viewer(), 'ferris', { limit: 3 })
    expect(recordOf(posts[0] as PostView).text).toContain('ferris')
  })

  async function viewer(): Promise<XrpcClient> {
    const { handle: identifier, password } = network.seeded.viewer
    const session = await PasswordSession.login({ service: network.pds.url, identifier, password })
    return new XrpcClient({ session })
  }
})

describe('deletePost', () => {
  test('deletes, and does not mind if there is nothing', async () => {
    const post = await sendPost(author, 'not for long')
    await deletePost(author, post)
    await deletePost(author, post.uri)
    await network.processAll()
    expect(await getPost(author, post)).toBeUndefined()
  })

  test('refuses what is not a post, or somebody else’s', async () => {
    const key = '3kfxnwssz7k2a'
    await expect(deletePost(author, `at://${author.did}/app.bsky.feed.like/${key}`)).rejects.toThrow(
      'uri: expected the URI of a record of app.bsky.feed.post, got one of app.bsky.feed.like',
    )
    await expect(deletePost(author, `at://did:web:other.test/app.bsky.feed.post/${key}`)).rejects.toThrow(
      `expected a record of ${author.did}`,
    )
    await expect(deletePost(author, 'https://bsky.app')).rejects.toThrow('expected at://')
  })
})

describe('likes and reposts', () => {
  test('are written, listed and undone by what they answered', async () => {
    const post = await sendPost(author, 'like and share')
    const [liked, reposted] = await Promise.all([like(author, post), repost(author, post)])
    const view = await shown(post)
    expect(view).toMatchObject({
      likeCount: 1,
      repostCount: 1,
      viewer: { like: liked.uri, repost: reposted.uri },
    })
    const { likes } = await getLikes(author, post, { limit: 10 })
    const { repostedBy } = await getRepostedBy(author, view)
    expect(likes.map(({ actor }) => actor.did)).toEqual([author.did])
    expect(repostedBy.map(({ did }) => did)).toEqual([author.did])

    await unlike(author, liked)
    await unrepost(author, reposted.uri)
    expect(await shown(post)).toMatchObject({ likeCount: 0, repostCount: 0 })
  })

  test('are undone by the view that names them; a view that names none is refused', async () => {
    const post = await sendPost(author, 'twice')
    await like(author, await shown(post), { via: post })
    await repost(author, post)
    const view = await shown(post)
    await unlike(author, view)
    await unrepost(author, view)
    const after = await shown(post)
    expect(after).toMatchObject({ likeCount: 0, repostCount: 0 })
    await expect(unlike(author, after)).rejects.toThrow(
      'viewer.like: expected the URI of the record, got nothing',
    )
    await expect(unlike(author, post)).rejects.toThrow('expected the URI of a record of app.bsky.feed.like')
  })
})

describe('sendThread', () => {
  const texts = ['one', 'two', 'three']

  test('writes a chain of replies', async () => {
    const [first, second, third] = await sendThread(
      author,
      ['one', { text: 'two' }, { post: 'three', tags: ['t'] }],
      {
        langs: ['en'],
        threadgate: [],
      },
    )
    await network.processAll()
    const views = await getPosts(
      author,
      [first, second, third].filter((post) => post !== undefined),
    )
    expect(views.map((view) => recordOf(view).text)).toEqual(texts)
    expect(views.map((view) => recordOf(view).reply)).toEqual([
      undefined,
      { root: first, parent: first },
      { root: first, parent: second },
    ])
    expect(views.map((view) => recordOf(view).langs)).toEqual([['en'], ['en'], ['en']])
    expect(views[0]?.threadgate).toBeDefined()
  })

  test('says how far it came, and goes on from there', async () => {
    const broken = ['one', 'two', 'x'.repeat(301)]
    const error = await failure(sendThread(author, broken))
    if (!isThreadError(error)) throw error
    expect(error.message).toContain('sendThread: 2 of 3 posts written, then: record app.bsky.feed.post')
    expect(isValidationError(error.cause)).toBe(true)
    expect(error.progress.written).toHaveLength(2)
    const sent = await sendThread(author, texts, { resume: error.progress })
    expect(sent.slice(0, 2)).toEqual(error.progress.written)
    const last = recordOf(await shown(sent[2] as { uri: string }))
    expect(last).toMatchObject({ text: 'three', reply: { root: sent[0], parent: sent[1] } })
  })

  test('writes no post twice if an answer was lost', async () => {
    await using front = await faultyFront(network.pds.url)
    const { handle: identifier, password } = await network.createAccount()
    const session = await PasswordSession.login({ service: front.url, identifier, password })
    const client = new XrpcClient({ session })
    front.inject({ match: 'com.atproto.repo.createRecord', times: 1, fault: { kind: 'loseResponse' } })
    const error = await failure(sendThread(client, texts))
    expect(error).toBeInstanceOf(ThreadError)
    if (!isThreadError(error)) throw error
    expect(error.progress).toMatchObject({ written: [], rkey: expect.any(String) })
    const sent = await sendThread(client, texts, { resume: error.progress })
    expect(sent).toHaveLength(3)
    await network.processAll()
    const { feed } = await getAuthorFeed(author, session.did)
    expect(feed.map(({ post }) => recordOf(post).text).toSorted()).toEqual(texts.toSorted())
  })

  test('goes on under another post, which then says who may reply', async () => {
    const root = await sendPost(author, 'above')
    const [first, second] = await sendThread(author, ['one', 'two'], { replyTo: root })
    expect(recordOf(await shown(second as { uri: string })).reply).toEqual({ root, parent: first })
    await expect(sendThread(author, texts, { replyTo: root, threadgate: [] })).rejects.toThrow(
      'threadgate: expected the first post of a thread, got a reply',
    )
  })

  test('without a session is refused before anything is sent', async () => {
    const nobody = new XrpcClient({ service: network.pds.url })
    expect(isLoginRequiredError(await failure(sendThread(nobody, texts)))).toBe(true)
  })
})

test('a verb hands on the refusal of the server', async () => {
  const error = await failure(getPostThread(author, `at://${author.did}/app.bsky.feed.post/3kfxnwssz7k2a`))
  expect(isResponseError(error, 'NotFound')).toBe(true)
})
