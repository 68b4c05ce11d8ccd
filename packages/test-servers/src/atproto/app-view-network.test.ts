import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answers, descendants, listeningAddresses, scratchFolders } from '../testing.ts'
import { type AtprotoNetwork, type SeededTimeline, seedTimeline, startAtprotoNetwork } from './index.ts'
import { xrpc } from './xrpc.ts'

const BOOT_TIMEOUT_MS = 120_000

interface Post {
  uri: string
  record: { text: string }
  embed?: { $type: string; images?: { thumb: string }[] }
}
interface Timeline {
  feed: { post: Post; reason?: object; reply?: object }[]
  cursor?: string
}
interface Thread {
  post: Post
  replies?: Thread[]
}

describe('a network with an AppView and a seeded timeline', () => {
  const steps: string[] = []
  let network: AtprotoNetwork
  let seeded: SeededTimeline

  beforeAll(async () => {
    network = await startAtprotoNetwork({
      appView: true,
      front: true,
      onProgress: (step) => steps.push(step),
    })
    seeded = await seedTimeline(network)
  }, BOOT_TIMEOUT_MS)

  /** A read as the viewer, through the PDS and the front before it. */
  const read = <T>(nsid: string, params: Record<string, string | number | string[]>): Promise<T> =>
    xrpc(network.front?.url ?? '', nsid, { params, authorization: `Bearer ${seeded.viewer.accessJwt}` })

  test('the boot tells its steps', () => {
    expect(steps).toEqual([
      'start the PLC directory',
      'start PostgreSQL',
      'start the AppView',
      'start the PDS',
    ])
  })

  test('the timeline pages to its end and has everything that was written', async () => {
    const items: Timeline['feed'] = []
    let cursor: string | undefined
    do {
      const page = await read<Timeline>('app.bsky.feed.getTimeline', { limit: 50, ...(cursor && { cursor }) })
      items.push(...page.feed)
      cursor = page.cursor
    } while (cursor)
    expect(items.length).toBe(seeded.timelineItems)
    expect(items.length).toBeGreaterThan(100)
    expect(items.filter(({ reason }) => reason).length).toBe(seeded.counts.reposts)
    expect(items.filter(({ reply }) => reply).length).toBe(seeded.counts.replies)
    const embeds = new Set(items.map(({ post }) => post.embed?.$type))
    for (const kind of ['images', 'external', 'record', 'recordWithMedia']) {
      expect(embeds).toContain(`app.bsky.embed.${kind}#view`)
    }
  })

  test('an image has a thumbnail', async () => {
    const { posts } = await read<{ posts: Post[] }>('app.bsky.feed.searchPosts', {
      q: 'Photograph',
      limit: 10,
    })
    const thumb = posts.find(({ embed }) => embed?.images)?.embed?.images?.[0]?.thumb
    const response = await fetch(thumb ?? '')
    expect(response.headers.get('content-type')).toMatch(/^image\//)
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(50)
  })

  test('posts and people are found', async () => {
    const { posts } = await read<{ posts: Post[] }>('app.bsky.feed.searchPosts', { q: 'ferris' })
    expect(posts[0]?.record.text).toContain('ferris')
    const { actors } = await read<{ actors: { did: string }[] }>('app.bsky.actor.searchActors', { q: 'cleo' })
    expect(actors).toContainEqual(expect.objectContaining({ did: seeded.authors[2]?.did }))
  })

  test('the viewer is notified of follows, likes, replies and mentions', async () => {
    const { notifications } = await read<{ notifications: { reason: string }[] }>(
      'app.bsky.notification.listNotifications',
      { limit: 100 },
    )
    const reasons = new Set(notifications.map(({ reason }) => reason))
    expect([...reasons].sort()).toEqual(['follow', 'like', 'mention', 'reply'])
  })

  test('the thread is six replies deep', async () => {
    const { thread } = await read<{ thread: Thread }>('app.bsky.feed.getPostThread', {
      uri: seeded.thread.uri,
      depth: 10,
    })
    expect(depth(thread)).toBe(6)
    expect(thread.replies).toHaveLength(4)
  })

  test('what is written can be read once all is processed, after a restart of the PDS too', async () => {
    const [author] = seeded.authors
    await network.restartPds()
    const { uri } = await xrpc<{ uri: string }>(network.pds.url, 'com.atproto.repo.createRecord', {
      authorization: `Bearer ${author?.accessJwt}`,
      input: {
        repo: author?.did,
        collection: 'app.bsky.feed.post',
        record: { $type: 'app.bsky.feed.post', text: 'fresh', createdAt: new Date().toISOString() },
      },
    })
    await network.processAll()
    const { posts } = await read<{ posts: Post[] }>('app.bsky.feed.getPosts', { uris: [uri] })
    expect(posts).toHaveLength(1)
  })

  test('faults in front of the PDS meet what it passes on to the AppView', async () => {
    const { front } = network
    front?.inject({ match: 'app.bsky.actor.getProfile', times: 1, fault: { kind: 'status', status: 503 } })
    const getProfile = (): Promise<object> => read('app.bsky.actor.getProfile', { actor: seeded.viewer.did })
    await expect(getProfile()).rejects.toMatchObject({ status: 503 })
    expect(await getProfile()).toMatchObject({ handle: seeded.viewer.handle })
  })

  test('content of an account that is taken down is gone, and comes back', async () => {
    const did = seeded.authors[3]?.did ?? ''
    const getProfile = (): Promise<object> => read('app.bsky.actor.getProfile', { actor: did })
    await network.takedown(did)
    await network.processAll()
    await expect(getProfile()).rejects.toMatchObject({ status: 400, error: 'AccountTakedown' })
    await network.untakedown(did)
    await network.processAll()
    expect(await getProfile()).toMatchObject({ did })
  })

  test.runIf(process.platform === 'linux')('everything is bound to 127.0.0.1 only', async () => {
    const addresses = await listeningAddresses([process.pid, ...(await descendants(process.pid))])
    // PLC, PDS, front, AppView, its data plane, bsync, PostgreSQL.
    expect(addresses.length).toBeGreaterThanOrEqual(7)
    expect(addresses.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([])
  })

  test('once closed, nothing of it remains', async () => {
    const urls = [network.pds.url, network.plc.url, network.appView?.url ?? '']
    await network.close()
    expect(await Promise.all(urls.map(answers))).toEqual([false, false, false])
    expect(await scratchFolders()).toEqual([])
    if (process.platform === 'linux') {
      expect(await descendants(process.pid)).toEqual([])
      expect(await listeningAddresses([process.pid])).toEqual([])
    }
  })

  afterAll(() => network.close())
})

function depth(thread: Thread): number {
  return Math.max(0, ...(thread.replies ?? []).map((reply) => 1 + depth(reply)))
}
