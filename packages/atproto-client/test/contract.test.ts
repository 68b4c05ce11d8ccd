import { isResponseError, isUnauthorizedError, isValidationError } from '@typefed/core'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { AtprotoClient } from '../src/index.ts'
import { facetText, logIn, PICTURE } from './support.ts'

let network: SharedNetwork
let viewer: AtprotoClient

beforeAll(async () => {
  network = await sharedNetwork()
  viewer = await logIn(network, network.seeded.viewer)
}, 120_000)

/** A client of an account of this test's own. */
const someone = async () => logIn(network, await network.createAccount())

const post = (text: string) =>
  ({ $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() }) as const

async function write(client: AtprotoClient, collection: string, record: object) {
  const { did: repo } = client.me
  return client.com.atproto.repo.createRecord({ repo, collection, record })
}

describe('accounts', () => {
  test('login answers with the profile', () => {
    const { handle, did } = network.seeded.viewer
    expect(viewer.me).toMatchObject({ handle, did, followersCount: 4, displayName: 'Viewer' })
    expect(viewer.did).toBe(did)
  })

  test('a wrong password is a 401', async () => {
    const client = new AtprotoClient({ service: network.pds.url })
    const { handle: identifier } = network.seeded.viewer
    const error = await client.login({ identifier, password: 'wrong' }).catch((error: unknown) => error)
    expect(isUnauthorizedError(error)).toBe(true)
    expect(error).toMatchObject({ error: 'AuthenticationRequired', status: 401 })
    expect(() => client.me).toThrow('login()')
  })

  test('an unknown handle is refused with its reason', async () => {
    const error = await viewer.app.bsky.actor
      .getProfile({ actor: 'nobody-here.test' })
      .catch((error: unknown) => error)
    expect(isResponseError(error)).toBe(true)
    expect(error).toMatchObject({ status: 400, error: 'InvalidRequest' })
  })

  test('a taken-down account may not write', async () => {
    const client = await someone()
    await network.takedown(client.me.did)
    const error = await write(client, 'app.bsky.feed.post', post('too late')).catch((error: unknown) => error)
    expect(isResponseError(error, 'AccountTakedown')).toBe(true)
    const { handle: identifier } = client.me
    const again = new AtprotoClient({ service: network.pds.url })
    const account = network.accounts.find(({ did }) => did === client.me.did)
    const refused = await again
      .login({ identifier, password: account!.password })
      .catch((error: unknown) => error)
    expect(isResponseError(refused, 'AccountTakedown')).toBe(true)
  })
})

describe('writing', () => {
  test('a post with a mention, a link and a tag comes back as it was written', async () => {
    const client = await someone()
    const { text, facets } = facetText([
      ['Grüezi '],
      ['@friend', { $type: 'app.bsky.richtext.facet#mention', did: viewer.me.did }],
      [' 👋 '],
      ['atproto.com', { $type: 'app.bsky.richtext.facet#link', uri: 'https://atproto.com' }],
      [' #tag', { $type: 'app.bsky.richtext.facet#tag', tag: 'tag' }],
    ])
    const { uri } = await write(client, 'app.bsky.feed.post', { ...post(text), facets })
    await network.processAll()
    const { posts } = await client.app.bsky.feed.getPosts({ uris: [uri] })
    const record = posts[0]?.record
    if (record?.$type !== 'app.bsky.feed.post') throw new Error('not a post')
    expect(record.text).toBe(text)
    expect(record.facets).toEqual(facets)
  })

  test('an image goes up as bytes and is shown by the AppView', async () => {
    const client = await someone()
    const { blob } = await client.com.atproto.repo.uploadBlob(PICTURE)
    expect(blob).toMatchObject({ $type: 'blob', mimeType: 'image/png', size: PICTURE.size })
    const embed = { $type: 'app.bsky.embed.images', images: [{ alt: 'a dot', image: blob }] }
    const { uri } = await write(client, 'app.bsky.feed.post', { ...post('look'), embed })
    await network.processAll()
    const { posts } = await client.app.bsky.feed.getPosts({ uris: [uri] })
    const view = posts[0]?.embed
    if (view?.$type !== 'app.bsky.embed.images#view') throw new Error('not images')
    expect(view.images[0]).toMatchObject({ alt: 'a dot' })

    const down = await client.com.atproto.sync.getBlob({ did: client.me.did, cid: blob.ref.$link })
    expect(new Uint8Array(await down.arrayBuffer())).toEqual(new Uint8Array(await PICTURE.arrayBuffer()))
    expect(down.headers.get('content-type')).toBe('image/png')
  })

  test('a blob is streamed up, with the type that the call names', async () => {
    const client = await someone()
    const bytes = new Uint8Array(300_000).fill(7)
    const { blob } = await client.com.atproto.repo.uploadBlob(new Blob([bytes]).stream(), {
      contentType: 'text/x-test',
    })
    expect(blob).toMatchObject({ size: 300_000 })
  })

  test('a repository is streamed down', async () => {
    const client = await someone()
    await write(client, 'app.bsky.feed.post', post('in the repository'))
    const response = await client.com.atproto.sync.getRepo({ did: client.me.did })
    const car = new Uint8Array(await response.arrayBuffer())
    expect(response.headers.get('content-type')).toContain('application/vnd.ipld.car')
    expect(new TextDecoder().decode(car)).toContain('in the repository')
  })

  test('likes and follows are counted, and undone', async () => {
    const [fan, star] = await Promise.all([someone(), someone()])
    const subject = await write(star, 'app.bsky.feed.post', post('like me'))
    const createdAt = new Date().toISOString()
    const { uri, cid } = subject
    const like = await write(fan, 'app.bsky.feed.like', { subject: { uri, cid }, createdAt })
    await write(fan, 'app.bsky.graph.follow', { subject: star.me.did, createdAt })
    await network.processAll()
    const seen = await fan.app.bsky.feed.getPosts({ uris: [uri] })
    expect(seen.posts[0]).toMatchObject({ likeCount: 1, viewer: { like: like.uri } })
    const { followers } = await star.app.bsky.graph.getFollowers({ actor: star.me.did })
    expect(followers.map(({ did }) => did)).toEqual([fan.me.did])
    const { notifications } = await star.app.bsky.notification.listNotifications()
    expect(notifications.map(({ reason }) => reason).toSorted()).toEqual(['follow', 'like'])

    const rkey = like.uri.split('/').at(-1) ?? ''
    await fan.com.atproto.repo.deleteRecord({ repo: fan.me.did, collection: 'app.bsky.feed.like', rkey })
    await network.processAll()
    const after = await fan.app.bsky.feed.getPosts({ uris: [uri] })
    expect(after.posts[0]?.likeCount).toBe(0)
  })
})

describe('reading', () => {
  test('the timeline is paged to the end, every item once', async () => {
    const pages = await Array.fromAsync(viewer.app.bsky.feed.getTimeline.paginate({ limit: 30 }).pages())
    const uris = pages.flatMap(({ feed }) => feed.map(({ post, reason }) => `${post.uri} ${reason?.$type}`))
    expect(pages.length).toBeGreaterThan(4)
    expect(uris).toHaveLength(network.seeded.timelineItems)
    expect(new Set(uris).size).toBe(uris.length)
  })

  test('a walk ends after maxItems', async () => {
    const items = viewer.app.bsky.feed.getTimeline.paginate({ limit: 10 }, { maxItems: 25 })
    expect(await items.toArray()).toHaveLength(25)
  })

  test('a thread narrows by $type', async () => {
    const { thread } = await viewer.app.bsky.feed.getPostThread({ uri: network.seeded.thread.uri, depth: 10 })
    if (thread.$type !== 'app.bsky.feed.defs#threadViewPost') throw new Error('not a thread')
    expect(thread.post.uri).toBe(network.seeded.thread.uri)
    expect(thread.replies).toHaveLength(4)
    const missing = viewer.app.bsky.feed.getPostThread({
      uri: `at://${viewer.me.did}/app.bsky.feed.post/none`,
    })
    await expect(missing).rejects.toMatchObject({ error: 'NotFound' })
  })

  test('search finds people and posts', async () => {
    const { actors } = await viewer.app.bsky.actor.searchActors({ q: 'viewer' })
    expect(actors.map(({ did }) => did)).toContain(viewer.me.did)
    const { posts } = await viewer.app.bsky.feed.searchPosts({ q: 'first' })
    expect(posts.every(({ record }) => record.$type === 'app.bsky.feed.post')).toBe(true)
  })

  test('arrays in a query repeat their name', async () => {
    const actors = [viewer.me.did, ...network.seeded.authors.map(({ did }) => did)]
    const { profiles } = await viewer.app.bsky.actor.getProfiles({ actors })
    expect(new Set(profiles.map(({ did }) => did))).toEqual(new Set(actors))
  })

  test('every answer of the seeded world keeps all of its lexicon', async () => {
    const strict = viewer.with({ strictness: 'strict' })
    const { uri } = network.seeded.viewerPost
    const actor = viewer.me.did
    await strict.app.bsky.feed.getTimeline({ limit: 100 })
    await strict.app.bsky.feed.getPostThread({ uri: network.seeded.thread.uri })
    await strict.app.bsky.feed.getAuthorFeed({ actor })
    await strict.app.bsky.feed.getLikes({ uri })
    await strict.app.bsky.actor.getProfile({ actor })
    await strict.app.bsky.notification.listNotifications()
    await strict.app.bsky.graph.getFollows({ actor })
    await strict.com.atproto.repo.listRecords({ repo: actor, collection: 'app.bsky.graph.follow' })
    await strict.com.atproto.server.describeServer()
  })
})

describe('options', () => {
  test('what is wrong with a request is said before it is sent', async () => {
    const error = await viewer.app.bsky.feed.getTimeline({ limit: 1_000 }).catch((error: unknown) => error)
    expect(isValidationError(error)).toBe(true)
    expect(String(error)).toContain(
      'parameters of app.bsky.feed.getTimeline are not valid: limit: expected an integer',
    )
  })

  test('a signal ends a call', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(viewer.app.bsky.feed.getTimeline({}, { signal })).rejects.toThrow('enough')
  })

  test('headers go along, and the answer’s are shown', async () => {
    await using front = await faultyFront(network.pds.url)
    const client = new AtprotoClient({ service: front.url, headers: { 'x-every': 'call' } })
    let type: string | null = null
    await client.com.atproto.server.describeServer(undefined, {
      headers: { 'x-this': 'one' },
      onResponse: ({ headers }) => (type = headers.get('content-type')),
    })
    expect(front.requests[0]?.headers).toMatchObject({ 'x-every': 'call', 'x-this': 'one' })
    expect(type).toContain('application/json')
  })

  test('a record that is not valid is refused by the server with a reason', async () => {
    const error = await write(viewer, 'app.bsky.feed.post', { text: 1 }).catch((error: unknown) => error)
    expect(error).toMatchObject({ status: 400, error: 'InvalidRequest' })
  })
})

test('the firehose tells of a write', async () => {
  const client = await someone()
  const messages = client.com.atproto.sync.subscribeRepos({})
  const next = (async () => {
    for await (const message of messages) {
      if (message.$type !== 'com.atproto.sync.subscribeRepos#commit') continue
      if (message.repo === client.me.did) return message
    }
    throw new Error('the stream ended')
  })()
  // The socket is open once the server knows of it; writing until it answers needs no wait of a fixed length.
  const writing = setInterval(() => void write(client, 'app.bsky.feed.post', post('heard?')), 100)
  const commit = await next
  clearInterval(writing)
  expect(commit.ops[0]).toMatchObject({ action: 'create' })
  expect(commit.ops[0]?.path).toMatch(/^app\.bsky\.feed\.post\//)
})
