import type { Account } from '../accounts.ts'
import { facets } from './facets.ts'
import type { BlobRef, NewRecord, StrongRef } from './writer.ts'

/** What the posts of one author are made from. */
export interface PostMaterial {
  author: Account
  /** Whom the author mentions. */
  friend: Account
  image: BlobRef
  createdAt: string
}

const LINK = 'https://atproto.com/specs/lexicon'

/** The kinds of posts that need nothing but themselves; the n-th post is of the n-th kind, round and round. */
const KINDS: ((n: number, material: PostMaterial) => Record<string, unknown>)[] = [
  (n) => ({ text: `Note ${n}: the ferris wheel turns slowly today.`, langs: ['en'] }),
  (n, { friend }) => {
    const text = `Grüße 👋🏽 an @${friend.handle}, Nachricht ${n}`
    return { text, langs: ['de'], facets: facets(text, { mentions: { [friend.handle]: friend.did } }) }
  },
  (n, { image }) => ({
    text: `Photograph ${n}`,
    embed: {
      $type: 'app.bsky.embed.images',
      images: [{ image, alt: `A plain colour, number ${n}`, aspectRatio: { width: 64, height: 48 } }],
    },
  }),
  (n) => {
    const text = `${n}: worth reading ${LINK} #atproto`
    return {
      text,
      tags: ['reading'],
      facets: facets(text, { links: [LINK], tags: ['atproto'] }),
      embed: {
        $type: 'app.bsky.embed.external',
        external: { uri: LINK, title: 'Lexicon', description: 'A schema language for records and XRPC' },
      },
    }
  },
  (n) => ({ text: `第${n}回 今日もいい天気ですね 🌸`, langs: ['ja', 'en'] }),
  (n, { image, friend }) => {
    const text = `Album ${n} with @${friend.handle} #photo`
    return {
      text,
      facets: facets(text, { mentions: { [friend.handle]: friend.did }, tags: ['photo'] }),
      embed: {
        $type: 'app.bsky.embed.images',
        images: [1, 2, 3].map((i) => ({ image, alt: `Picture ${i} of album ${n}` })),
      },
      labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'graphic-media' }] },
    }
  },
]

/** The n-th post of an author. */
export function post(n: number, material: PostMaterial): NewRecord {
  const kind = KINDS[n % KINDS.length]
  if (!kind) throw new RangeError(`there is no post ${n}`)
  return {
    collection: 'app.bsky.feed.post',
    value: { ...kind(n, material), createdAt: material.createdAt },
  }
}

/** A reply to `parent` in the thread of `root`. */
export function reply(text: string, root: StrongRef, parent: StrongRef, createdAt: string): NewRecord {
  return { collection: 'app.bsky.feed.post', value: { text, reply: { root, parent }, createdAt } }
}

/** A quote of `record`, with an image beside it when one is given. */
export function quote(text: string, record: StrongRef, createdAt: string, image?: BlobRef): NewRecord {
  const quoted = { $type: 'app.bsky.embed.record', record }
  const embed = image
    ? {
        $type: 'app.bsky.embed.recordWithMedia',
        record: quoted,
        media: { $type: 'app.bsky.embed.images', images: [{ image, alt: 'Beside a quote' }] },
      }
    : quoted
  return { collection: 'app.bsky.feed.post', value: { text, embed, createdAt } }
}

/** A like or a repost of `subject`. */
export function reaction(kind: 'like' | 'repost', subject: StrongRef, createdAt: string): NewRecord {
  return { collection: `app.bsky.feed.${kind}`, value: { subject, createdAt } }
}
