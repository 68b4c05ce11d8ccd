import type { Corruption, Json } from '../../faults.ts'
import { Random } from './random.ts'

const FAMILY = '👨‍👩‍👧‍👧' // one character to a person, 25 bytes
const BAD_LINK = { $link: 'bafyreibroken' }

/** Each puts its fault where every peer's lexicons describe the field, but for those that say where. */
export const CORRUPTIONS: readonly Corruption<Json>[] = [
  at('a wrong type', (post) => (post['likeCount'] = '12')),
  at('a missing field', (post) => delete post['uri']),
  at('a bad DID', (_, author) => (author['did'] = 'did:PLC:a3k4v5w6x7y2')),
  at('a bad at-URI', (post) => (post['uri'] = 'at://alice.example.com/not a collection/1')),
  at('a bad datetime', (post) => (post['indexedAt'] = '2026-01-31 12:00:00')),
  at('too many graphemes', (_, author) => (author['displayName'] = 'é'.repeat(65))),
  at('too many bytes', (_, author) => (author['displayName'] = FAMILY.repeat(30))),
  {
    name: 'an integer out of its bounds',
    apply: (body) => {
      const embed = firstEmbed(body, 'app.bsky.embed.images#view')
      const [image] = embed['images'] as Json[]
      if (image) image['aspectRatio'] = { width: 0, height: 600 }
    },
  },
  at('another value than the constant', (_post, _author, item) => {
    const uri = 'at://did:plc:a3k4v5w6x7y2z3a4b5c6d7e2/app.bsky.feed.post/3kabcdefghij2'
    const gone = { $type: 'app.bsky.feed.defs#notFoundPost', uri, notFound: false }
    item['reply'] = { root: gone, parent: gone }
  }),
  at('a post of 301 characters (in the record)', (post) => {
    ;(post['record'] as Json)['text'] = 'a'.repeat(301)
  }),
  at('a bad $link in the record of a post', (post) => {
    const image = { $type: 'blob', ref: BAD_LINK, mimeType: 'image/jpeg', size: 1000 }
    const embed = { $type: 'app.bsky.embed.images', images: [{ alt: '', image }] }
    Object.assign(post['record'] as Json, { embed })
  }),
  at('a bad $link in a record of an unknown type', (post) => {
    post['record'] = { $type: 'com.example.sketch', parent: BAD_LINK, createdAt: '2026-01-31T12:00:00.000Z' }
  }),
  at('a bad $link in data without a description', (post) => (post['debug'] = { cause: BAD_LINK })),
]

/** The same body with a right link where the last three have a bad one: every peer must let it pass. */
export const CONTROL: Corruption<Json> = at('nothing wrong', (post) => {
  const parent = { $link: new Random(1).cid('dag-cbor') }
  post['record'] = { $type: 'com.example.sketch', parent, createdAt: '2026-01-31T12:00:00.000Z' }
  post['debug'] = { cause: parent }
})

function at(name: string, change: (post: Json, author: Json, item: Json) => unknown): Corruption<Json> {
  return {
    name,
    apply: (body) => {
      const item = (body['feed'] as Json[])[2] as Json
      const post = item['post'] as Json
      change(post, post['author'] as Json, item)
    },
  }
}

function firstEmbed(body: Json, type: string): Json {
  const embeds = (body['feed'] as Json[]).map((item) => (item['post'] as Json)['embed'] as Json | undefined)
  const embed = embeds.find((candidate) => candidate?.['$type'] === type)
  if (!embed) throw new Error(`the body holds no ${type}`)
  return embed
}
