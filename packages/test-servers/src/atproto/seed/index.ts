import { randomBytes } from 'node:crypto'
import type { Account } from '../accounts.ts'
import type { AtprotoNetwork } from '../types.ts'
import { png } from './png.ts'
import { post, type PostMaterial, quote, reaction, reply } from './posts.ts'
import { type Counts, tally } from './tally.ts'
import { type BlobRef, type NewRecord, type StrongRef, Writer } from './writer.ts'

export type { StrongRef } from './writer.ts'

/** Options of {@link seedTimeline}. */
export interface SeedOptions {
  /** Posts in the viewer's timeline that are neither replies, quotes nor reposts. Default: 120. */
  posts?: number
  /**
   * Put before every handle with a hyphen, at most 11 letters or digits, so that two seeds fit in one network;
   * an empty one is left out (`viewer.test`). Default: random.
   */
  prefix?: string
  /** Told of every step, in words for a terminal. */
  onProgress?: (step: string) => void
}

/** What {@link seedTimeline} has written. */
export interface SeededTimeline {
  /** Follows all authors, is followed and mentioned by them, and has written two posts. */
  viewer: Account
  authors: Account[]
  /** The first post of a thread: a chain of replies 6 deep, and 3 direct replies more. */
  thread: StrongRef
  /** A post of the viewer's that all authors have liked, and that half of them have replied to. */
  viewerPost: StrongRef
  counts: Counts
  /** Items in the viewer's timeline: every post, the viewer's own too, and every repost. */
  timelineItems: number
}

const AUTHORS = ['anna', 'bert', 'cleo', 'dora']
const SECOND = 1_000

/**
 * Writes a small social world: four authors who follow each other and write posts with images, links, mentions
 * and tags; replies, quotes, reposts and likes; and a viewer who follows them all. When it returns, the AppView
 * (if there is one) has indexed everything.
 */
export async function seedTimeline(
  network: AtprotoNetwork,
  options: SeedOptions = {},
): Promise<SeededTimeline> {
  const { posts = 120, prefix = `s${randomBytes(3).toString('hex')}`, onProgress } = options
  const counts: Counts = { posts: 0, replies: 0, quotes: 0, withImages: 0, reposts: 0, likes: 0, follows: 0 }
  const clock = new Clock(posts)
  const write = (writer: Writer, records: NewRecord[]): Promise<StrongRef[]> => {
    tally(counts, records)
    return writer.write(records)
  }

  onProgress?.('create accounts')
  const [viewer, ...authors] = await Promise.all(
    ['viewer', ...AUTHORS].map(async (name) => {
      const account = await network.createAccount({ handle: prefix ? `${prefix}-${name}` : name })
      return new Writer(network.pds.url, account)
    }),
  )
  if (!viewer) throw new Error('there is no viewer')

  onProgress?.('write profiles and follows')
  const everyone = [viewer, ...authors]
  const images = await Promise.all(
    everyone.map(async (writer, n) => {
      const image = await writer.upload(png(64, 48, [40 + n * 40, 200 - n * 30, 120]), 'image/png')
      const others = everyone.filter((other) => other !== writer)
      await write(writer, [profile(writer.account, image), ...others.map((other) => follow(other.account))])
      return image
    }),
  )

  onProgress?.(`write ${posts} posts`)
  const written = await Promise.all(
    authors.map((writer, a) => {
      const friend = authors[(a + 1) % authors.length]?.account ?? viewer.account
      const image = images[a + 1]
      if (!image) throw new Error('an image is missing')
      const records: NewRecord[] = []
      for (let n = a; n < posts; n += authors.length) {
        const material: PostMaterial = {
          author: writer.account,
          friend: n % 7 === 0 ? viewer.account : friend,
          image,
          createdAt: clock.at(n),
        }
        records.push(post(Math.floor(n / authors.length) + a, material))
      }
      return write(writer, records)
    }),
  )

  onProgress?.('write replies, quotes, reposts and likes')
  const [viewerPost] = await write(viewer, [
    { collection: 'app.bsky.feed.post', value: { text: 'My first post here', createdAt: clock.next() } },
    { collection: 'app.bsky.feed.post', value: { text: 'And my second', createdAt: clock.next() } },
  ])
  const thread = written[0]?.at(-1)
  if (!viewerPost || !thread) throw new Error('at least four posts are needed')

  let parent = thread
  for (let depth = 1; depth <= 6; depth += 1) {
    const writer = authors[depth % authors.length] ?? viewer
    const [ref] = await write(writer, [reply(`Reply at depth ${depth}`, thread, parent, clock.next())])
    parent = ref ?? parent
  }

  await Promise.all(
    authors.map(async (writer, a) => {
      const neighbour = written[(a + 1) % written.length] ?? []
      const records: NewRecord[] = [reaction('like', viewerPost, clock.next())]
      if (a > 0) records.push(reply(`A direct reply by author ${a}`, thread, thread, clock.next()))
      if (a % 2 === 0) records.push(reply('Welcome!', viewerPost, viewerPost, clock.next()))
      for (const [n, ref] of neighbour.entries()) {
        if (n % 3 === 0) records.push(reaction('like', ref, clock.next()))
        if (n % 10 === 1) records.push(reaction('repost', ref, clock.next()))
        if (n % 8 === 2) records.push(quote(`Quoting number ${n}`, ref, clock.next()))
        if (n % 16 === 4) records.push(quote(`Quoting ${n} with an image`, ref, clock.next(), images[a + 1]))
      }
      await write(writer, records)
    }),
  )

  onProgress?.('wait until all is indexed')
  await network.processAll()
  return {
    viewer: viewer.account,
    authors: authors.map(({ account }) => account),
    thread,
    viewerPost,
    counts,
    timelineItems: counts.posts + counts.reposts,
  }
}

/** Hands out rising times, the last of them a little in the past. */
class Clock {
  readonly #start: number
  #ticks: number

  constructor(posts: number) {
    this.#ticks = posts
    this.#start = Date.now() - (posts * 3 + 200) * 10 * SECOND
  }

  at(tick: number): string {
    return new Date(this.#start + tick * 10 * SECOND).toISOString()
  }

  next(): string {
    this.#ticks += 1
    return this.at(this.#ticks)
  }
}

function profile(account: Account, avatar: BlobRef): NewRecord {
  const name = /^(?:[^-]*-)?([a-z]+)\./.exec(account.handle)?.[1] ?? account.handle
  return {
    collection: 'app.bsky.actor.profile',
    rkey: 'self',
    value: {
      displayName: name.charAt(0).toUpperCase() + name.slice(1),
      description: `I am ${name}, and I live on loopback.`,
      avatar,
    },
  }
}

function follow(account: Account): NewRecord {
  return {
    collection: 'app.bsky.graph.follow',
    value: { subject: account.did, createdAt: new Date().toISOString() },
  }
}
