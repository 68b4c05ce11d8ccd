import type { Json } from '../../faults.ts'
import { author } from './people.ts'
import { type EmbedKind, post } from './post.ts'
import { Random } from './random.ts'

/** What the posts of a timeline carry, in turn. */
const KINDS: EmbedKind[] = [
  'none',
  'images',
  'none',
  'external',
  'none',
  'quote',
  'none',
  'images',
  'none',
  'none',
]

/** Seeds whose bodies are about as large as the one that the targets were set with. */
export const SEEDS = [3, 4, 5, 9, 10, 12, 22, 24]

const ITEMS = 100
const BYTES = { from: 223_000, to: 233_000 }

/**
 * The body of a getTimeline answer: 100 items, about 228 kB, the same at every run.
 */
export function timelineText(seed: number): string {
  const random = new Random(seed)
  const text = JSON.stringify({
    feed: Array.from({ length: ITEMS }, (_, index) => item(random, index)),
    cursor: random.datetime(),
  })
  const bytes = Buffer.byteLength(text)
  if (bytes < BYTES.from || bytes > BYTES.to) throw new Error(`seed ${seed} makes a body of ${bytes} bytes`)
  return text
}

function item(random: Random, index: number): Json {
  const kind = KINDS[index % KINDS.length] as EmbedKind
  if (index % 9 === 4) return replyItem(random)
  return {
    post: post(random, kind),
    ...(index % 7 === 3 && {
      reason: {
        $type: 'app.bsky.feed.defs#reasonRepost',
        by: author(random),
        uri: `at://${random.did()}/app.bsky.feed.repost/${random.tid()}`,
        cid: random.cid('dag-cbor'),
        indexedAt: random.datetime(),
      },
    }),
    ...(index % 10 === 5 && { feedContext: `t-${random.tid()}`, reqId: random.tid() }),
  }
}

/** A reply comes with the post it answers and the first post of the thread. */
function replyItem(random: Random): Json {
  const root = post(random, 'none')
  const parent = post(random, 'none', { root, parent: root })
  return {
    post: post(random, 'none', { root, parent }),
    reply: {
      root: { $type: 'app.bsky.feed.defs#postView', ...root },
      parent: { $type: 'app.bsky.feed.defs#postView', ...parent },
      grandparentAuthor: author(random),
    },
  }
}
