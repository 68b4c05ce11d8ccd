import { ComAtprotoSyncSubscribeRepos } from '@atcute/atproto'
import { AppBskyFeedLike, AppBskyFeedPost, AppBskyFeedRepost, AppBskyGraphFollow } from '@atcute/bluesky'
import { fromUint8Array } from '@atcute/car'
import { decode, fromBytes } from '@atcute/cbor'
import { toString } from '@atcute/cid'
import { FirehoseSubscription } from '@atcute/firehose'
import { safeParse } from '@atcute/lexicons/validations'
import type { Follow } from '../../../stream.ts'

const SCHEMAS = {
  'app.bsky.feed.like': AppBskyFeedLike.mainSchema,
  'app.bsky.feed.post': AppBskyFeedPost.mainSchema,
  'app.bsky.feed.repost': AppBskyFeedRepost.mainSchema,
  'app.bsky.graph.follow': AppBskyGraphFollow.mainSchema,
}

export const follow: Follow = async (server, take) => {
  const subscription = new FirehoseSubscription({
    service: server.replace('http', 'ws'),
    nsid: ComAtprotoSyncSubscribeRepos.mainSchema,
  })
  for await (const message of subscription) {
    if (message.$type === 'com.atproto.sync.subscribeRepos#commit') {
      const blocks = new Map<string, Uint8Array<ArrayBuffer>>()
      for (const { cid, bytes } of fromUint8Array(fromBytes(message.blocks) as Uint8Array<ArrayBuffer>)) {
        blocks.set(toString(cid), bytes as Uint8Array<ArrayBuffer>)
      }
      for (const { cid, path } of message.ops) {
        const block = cid && blocks.get(cid.$link)
        const schema = SCHEMAS[path.split('/')[0] as keyof typeof SCHEMAS]
        if (block && !safeParse(schema, decode(block)).ok) throw new Error('a record does not fit')
      }
    }
    take()
  }
}
