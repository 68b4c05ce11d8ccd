import type { AtprotoClient } from '@typefed/atproto-client'
import type { FeedViewPost } from '@typefed/atproto-client/app.bsky.feed.defs'
import { clip, colors, type Outcome } from '../terminal.ts'

export async function printTimeline(client: AtprotoClient): Promise<Outcome<void>> {
  const { feed } = await client.app.bsky.feed.getTimeline({ limit: 8 })
  return { value: undefined, done: `The newest ${feed.length} of it:`, details: feed.map(line) }
}

export async function walkTimeline(client: AtprotoClient): Promise<Outcome<void>> {
  let pages = 0
  const kinds = { posts: 0, replies: 0, reposts: 0, 'with an embed': 0 }
  for await (const { feed } of client.app.bsky.feed.getTimeline.paginate({ limit: 20 }).pages()) {
    pages++
    for (const { post, reply, reason } of feed) {
      if (reason?.$type === 'app.bsky.feed.defs#reasonRepost') kinds.reposts++
      else if (reply) kinds.replies++
      else kinds.posts++
      if (post.embed) kinds['with an embed']++
    }
  }
  const counts = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`)
  return { value: undefined, done: `${pages} pages: ${counts.join(', ')}` }
}

export async function likeFirst(client: AtprotoClient): Promise<Outcome<void>> {
  const { did: repo } = client.me
  for await (const { post } of client.app.bsky.feed.getTimeline.paginate()) {
    if (post.author.did === repo) continue
    const { uri, cid } = post
    await client.com.atproto.repo.createRecord({
      repo,
      collection: 'app.bsky.feed.like',
      record: { subject: { uri, cid }, createdAt: new Date().toISOString() },
    })
    return { value: undefined, done: `@${post.author.handle}: ${clip(textOf(post.record), 70)}` }
  }
  throw new Error('the timeline holds nobody else’s post')
}

function line({ post, reason }: FeedViewPost): string {
  const name = (post.author.displayName ?? post.author.handle).padEnd(8)
  const marks = [`♥ ${post.likeCount ?? 0}`, `↻ ${post.repostCount ?? 0}`, post.embed ? '▣' : ' ']
  const repost = reason?.$type === 'app.bsky.feed.defs#reasonRepost' ? `${reason.by.displayName} ↻ ` : ''
  return `${colors.cyan(name)} ${colors.dim(marks.join(' '))}  ${repost}${clip(textOf(post.record), 60)}`
}

function textOf(record: FeedViewPost['post']['record']): string {
  return record.$type === 'app.bsky.feed.post' ? record.text : ''
}
