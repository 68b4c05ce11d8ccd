import type { Json } from '../../faults.ts'
import { type EmbedKind, post } from '../body/post.ts'
import type { Random } from '../body/random.ts'

/** A record and where it lives. */
export interface RecordAt {
  readonly collection: string
  readonly rkey: string
  readonly record: Json
}

const EMBEDS: EmbedKind[] = ['none', 'none', 'none', 'images', 'external', 'quote']

/** What people write, by its share among the frames of a relay: likes above all. */
export function randomRecord(random: Random): RecordAt {
  const share = random.below(100)
  if (share < 71) return subjectRecord(random, 'app.bsky.feed.like')
  if (share < 83) return { ...placed(random, 'app.bsky.feed.post'), record: postRecord(random) }
  if (share < 93) return subjectRecord(random, 'app.bsky.feed.repost')
  const follow = { subject: random.did(), createdAt: random.datetime() }
  return at(random, 'app.bsky.graph.follow', follow)
}

function postRecord(random: Random): Json {
  return post(random, random.pick(EMBEDS))['record'] as Json
}

function subjectRecord(random: Random, collection: string): RecordAt {
  const uri = `at://${random.did()}/app.bsky.feed.post/${random.tid()}`
  return at(random, collection, {
    subject: { uri, cid: random.cid('dag-cbor') },
    createdAt: random.datetime(),
  })
}

function at(random: Random, collection: string, record: Json): RecordAt {
  return { ...placed(random, collection), record: { $type: collection, ...record } }
}

function placed(random: Random, collection: string): { collection: string; rkey: string } {
  return { collection, rkey: random.tid() }
}
