import {
  type Agent,
  AppBskyActorDefs,
  AppBskyEmbedExternal,
  AppBskyEmbedImages,
  AppBskyEmbedRecord,
  AppBskyFeedDefs,
  AppBskyFeedPost,
} from '@atproto/api'

export async function describe(agent: Agent, actor: string): Promise<string[]> {
  const { bsky } = agent.app
  const { atproto } = agent.com
  const lines: string[] = []

  const { data: timeline } = await bsky.feed.getTimeline({ limit: 50 })
  for (const { post } of timeline.feed) {
    const record = post.record as AppBskyFeedPost.Record
    if (AppBskyFeedPost.isRecord(record)) lines.push(record.text)
    if (AppBskyEmbedImages.isView(post.embed)) lines.push(...post.embed.images.map((image) => image.alt))
  }

  const { data: authorFeed } = await bsky.feed.getAuthorFeed({ actor, filter: 'posts_no_replies' })
  for (const { post, reason } of authorFeed.feed) {
    if (AppBskyFeedDefs.isReasonRepost(reason)) lines.push(reason.by.handle)
    if (AppBskyEmbedExternal.isView(post.embed)) lines.push(post.embed.external.title)
  }

  const { data: answer } = await bsky.feed.getPostThread({
    uri: `at://${actor}/app.bsky.feed.post/1`,
    depth: 3,
  })
  if (AppBskyFeedDefs.isThreadViewPost(answer.thread)) lines.push(answer.thread.post.author.handle)

  const { data: profile } = await bsky.actor.getProfile({ actor })
  lines.push(profile.displayName ?? profile.handle, String(profile.followersCount ?? 0))

  const { data: found } = await bsky.actor.searchActors({ q: 'alice', limit: 10 })
  lines.push(...found.actors.map((one) => one.description ?? ''))

  const { data: news } = await bsky.notification.listNotifications({ limit: 20 })
  for (const notification of news.notifications) {
    const record = notification.record as AppBskyFeedPost.Record
    if (AppBskyFeedPost.isRecord(record)) lines.push(record.text)
  }

  const { data: graph } = await bsky.graph.getFollowers({ actor })
  lines.push(...graph.followers.map((follower) => follower.handle))

  const { data: liked } = await bsky.feed.getLikes({ uri: `at://${actor}/app.bsky.feed.post/1` })
  lines.push(...liked.likes.map((like) => like.actor.handle))

  const { data: search } = await bsky.feed.searchPosts({ q: 'cats', sort: 'latest' })
  for (const post of search.posts) {
    if (AppBskyEmbedRecord.isView(post.embed)) {
      const { record } = post.embed
      if (AppBskyEmbedRecord.isViewRecord(record)) lines.push(record.author.handle)
    }
  }

  const { data: settings } = await bsky.actor.getPreferences()
  for (const preference of settings.preferences) {
    if (AppBskyActorDefs.isContentLabelPref(preference)) lines.push(preference.label)
  }

  const { data: list } = await atproto.repo.listRecords({ repo: actor, collection: 'app.bsky.feed.like' })
  lines.push(...list.records.map((record) => record.uri))

  const { data: identity } = await atproto.identity.resolveHandle({ handle: 'alice.example' })
  lines.push(identity.did)
  return lines
}
