import type { AtprotoClient } from '@typefed/atproto-client'

export async function describe(client: AtprotoClient, actor: string): Promise<string[]> {
  const { bsky } = client.app
  const { atproto } = client.com
  const lines: string[] = []

  const timeline = await bsky.feed.getTimeline({ limit: 50 })
  for (const { post } of timeline.feed) {
    if (post.record.$type === 'app.bsky.feed.post') lines.push(post.record.text)
    if (post.embed?.$type === 'app.bsky.embed.images#view') {
      lines.push(...post.embed.images.map((image) => image.alt))
    }
  }

  const authorFeed = await bsky.feed.getAuthorFeed({ actor, filter: 'posts_no_replies' })
  for (const { post, reason } of authorFeed.feed) {
    if (reason?.$type === 'app.bsky.feed.defs#reasonRepost') lines.push(reason.by.handle)
    if (post.embed?.$type === 'app.bsky.embed.external#view') lines.push(post.embed.external.title)
  }

  const { thread } = await bsky.feed.getPostThread({ uri: `at://${actor}/app.bsky.feed.post/1`, depth: 3 })
  if (thread.$type === 'app.bsky.feed.defs#threadViewPost') lines.push(thread.post.author.handle)

  const profile = await bsky.actor.getProfile({ actor })
  lines.push(profile.displayName ?? profile.handle, String(profile.followersCount ?? 0))

  const found = await bsky.actor.searchActors({ q: 'alice', limit: 10 })
  lines.push(...found.actors.map((one) => one.description ?? ''))

  const { notifications } = await bsky.notification.listNotifications({ limit: 20 })
  for (const notification of notifications) {
    if (notification.record.$type === 'app.bsky.feed.post') lines.push(notification.record.text)
  }

  const { followers } = await bsky.graph.getFollowers({ actor })
  lines.push(...followers.map((follower) => follower.handle))

  const { likes } = await bsky.feed.getLikes({ uri: `at://${actor}/app.bsky.feed.post/1` })
  lines.push(...likes.map((like) => like.actor.handle))

  const { posts } = await bsky.feed.searchPosts({ q: 'cats', sort: 'latest' })
  for (const post of posts) {
    if (post.embed?.$type === 'app.bsky.embed.record#view') {
      const { record } = post.embed
      if (record.$type === 'app.bsky.embed.record#viewRecord') lines.push(record.author.handle)
    }
  }

  const { preferences } = await bsky.actor.getPreferences()
  for (const preference of preferences) {
    if (preference.$type === 'app.bsky.actor.defs#contentLabelPref') lines.push(preference.label)
  }

  const { records } = await atproto.repo.listRecords({ repo: actor, collection: 'app.bsky.feed.like' })
  lines.push(...records.map((record) => record.uri))

  const { did } = await atproto.identity.resolveHandle({ handle: 'alice.example' })
  lines.push(did)
  return lines
}
