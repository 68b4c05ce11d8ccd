import { sentence } from '../../body/text.ts'
import type { Json } from '../../faults.ts'
import { author, label } from './people.ts'
import type { Random } from './random.ts'

export type EmbedKind = 'none' | 'images' | 'external' | 'quote'

export interface StrongRef {
  uri: string
  cid: string
}

/** A post as a timeline shows it. */
export function post(
  random: Random,
  kind: EmbedKind,
  reply?: { root: StrongRef; parent: StrongRef },
): Json & StrongRef {
  const by = author(random)
  const uri = `at://${by.did}/app.bsky.feed.post/${random.tid()}`
  const { record: embed, view } = embeds(random, kind, by.did)
  return {
    uri,
    cid: random.cid('dag-cbor'),
    author: by,
    record: postRecord(random, embed, reply),
    ...(view && { embed: view }),
    bookmarkCount: random.below(10),
    replyCount: random.below(50),
    repostCount: random.below(300),
    likeCount: random.below(4000),
    quoteCount: random.below(20),
    indexedAt: random.datetime(),
    viewer: {
      bookmarked: false,
      threadMuted: false,
      embeddingDisabled: false,
      ...(random.chance(20) && {
        like: `at://did:plc:a3k4v5w6x7y2z3a4b5c6d7e2/app.bsky.feed.like/${random.tid()}`,
      }),
    },
    labels: random.chance(5) ? [label(random, by.did, uri)] : [],
  }
}

function postRecord(random: Random, embed?: Json, reply?: Json): Json {
  return {
    $type: 'app.bsky.feed.post',
    createdAt: random.datetime(),
    ...(embed && { embed }),
    ...(random.chance(35) && {
      facets: [facet(random, 0), ...(random.chance(40) ? [facet(random, 24)] : [])],
    }),
    langs: [random.pick(['en', 'de', 'ja', 'pt-BR'])],
    ...(reply && { reply: { root: refOf(reply['root']), parent: refOf(reply['parent']) } }),
    text: sentence(random, 40 + random.below(200)),
  }
}

function refOf(value: unknown): StrongRef {
  const { uri, cid } = value as StrongRef
  return { uri, cid }
}

function facet(random: Random, byteStart: number): Json {
  const features = [
    { $type: 'app.bsky.richtext.facet#link', uri: `https://example.com/articles/${random.tid()}` },
    { $type: 'app.bsky.richtext.facet#tag', tag: random.pick(['art', 'dogs', 'atproto', '写真']) },
    { $type: 'app.bsky.richtext.facet#mention', did: random.did() },
  ]
  return { index: { byteStart, byteEnd: byteStart + 20 }, features: [random.pick(features)] }
}

/** An embed twice: as the record holds it, and as the view shows it. */
function embeds(random: Random, kind: EmbedKind, did: string): { record?: Json; view?: Json } {
  if (kind === 'images') return images(random, did)
  if (kind === 'external') return external(random, did)
  return kind === 'quote' ? quote(random) : {}
}

function images(random: Random, did: string): { record: Json; view: Json } {
  const shots = Array.from({ length: 1 + random.below(3) }, () => {
    const link = random.cid('raw')
    const alt = sentence(random, random.below(80))
    const aspectRatio = { width: 600 + random.below(1400), height: 600 + random.below(1400) }
    const size = 100_000 + random.below(800_000)
    const cdn = 'https://cdn.bsky.app/img'
    return {
      record: { alt, aspectRatio, image: blob(link, size) },
      view: {
        thumb: `${cdn}/feed_thumbnail/plain/${did}/${link}`,
        fullsize: `${cdn}/feed_fullsize/plain/${did}/${link}`,
        alt,
        aspectRatio,
      },
    }
  })
  return {
    record: { $type: 'app.bsky.embed.images', images: shots.map((shot) => shot.record) },
    view: { $type: 'app.bsky.embed.images#view', images: shots.map((shot) => shot.view) },
  }
}

function external(random: Random, did: string): { record: Json; view: Json } {
  const link = random.cid('raw')
  const site = {
    uri: `https://news.example.com/2026/${random.tid()}`,
    title: sentence(random, 50),
    description: sentence(random, 120),
  }
  const thumb = `https://cdn.bsky.app/img/feed_thumbnail/plain/${did}/${link}`
  return {
    record: {
      $type: 'app.bsky.embed.external',
      external: { ...site, thumb: blob(link, 50_000 + random.below(500_000)) },
    },
    view: { $type: 'app.bsky.embed.external#view', external: { ...site, thumb } },
  }
}

function quote(random: Random): { record: Json; view: Json } {
  const by = author(random)
  const uri = `at://${by.did}/app.bsky.feed.post/${random.tid()}`
  const cid = random.cid('dag-cbor')
  return {
    record: { $type: 'app.bsky.embed.record', record: { uri, cid } },
    view: {
      $type: 'app.bsky.embed.record#view',
      record: {
        $type: 'app.bsky.embed.record#viewRecord',
        uri,
        cid,
        author: by,
        value: postRecord(random),
        labels: [],
        replyCount: random.below(50),
        repostCount: random.below(50),
        likeCount: random.below(500),
        quoteCount: random.below(10),
        indexedAt: random.datetime(),
        embeds: [],
      },
    },
  }
}

function blob(link: string, size: number): Json {
  return { $type: 'blob', ref: { $link: link }, mimeType: 'image/jpeg', size }
}
