import type { AtIdentifierString, Client } from '@atproto/lex'
import { app, com } from '@bsky/sdk/lexicons'

export async function describe(client: Client, actor: AtIdentifierString): Promise<string[]> {
  const lines: string[] = []

  const timeline = await client.call(app.bsky.feed.getTimeline, { limit: 50 })
  for (const { post } of timeline.feed) {
    if (app.bsky.feed.post.$matches(post.record)) lines.push(post.record.text)
    if (post.embed && app.bsky.embed.images.view.$isTypeOf(post.embed)) {
      lines.push(...post.embed.images.map((image) => image.alt))
    }
  }

  const authorFeed = await client.call(app.bsky.feed.getAuthorFeed, { actor, filter: 'posts_no_replies' })
  for (const { post, reason } of authorFeed.feed) {
    if (reason && app.bsky.feed.defs.reasonRepost.$isTypeOf(reason)) lines.push(reason.by.handle)
    if (post.embed && app.bsky.embed.external.view.$isTypeOf(post.embed))
      lines.push(post.embed.external.title)
  }

  const { thread } = await client.call(app.bsky.feed.getPostThread, {
    uri: `at://${actor}/app.bsky.feed.post/1`,
    depth: 3,
  })
  if (app.bsky.feed.defs.threadViewPost.$isTypeOf(thread)) lines.push(thread.post.author.handle)

  const profile = await client.call(app.bsky.actor.getProfile, { actor })
  lines.push(profile.displayName ?? profile.handle, String(profile.followersCount ?? 0))

  const found = await client.call(app.bsky.actor.searchActors, { q: 'alice', limit: 10 })
  lines.push(...found.actors.map((one) => one.description ?? ''))

  const { notifications } = await client.call(app.bsky.notification.listNotifications, { limit: 20 })
  for (const notification of notifications) {
    if (app.bsky.feed.post.$matches(notification.record)) lines.push(notification.record.text)
  }

  const { followers } = await client.call(app.bsky.graph.getFollowers, { actor })
  lines.push(...followers.map((follower) => follower.handle))

  const { likes } = await client.call(app.bsky.feed.getLikes, { uri: `at://${actor}/app.bsky.feed.post/1` })
  lines.push(...likes.map((like) => like.actor.handle))

  const { posts } = await client.call(app.bsky.feed.searchPosts, { q: 'cats', sort: 'latest' })
  for (const post of posts) {
    if (post.embed && app.bsky.embed.record.view.$isTypeOf(post.embed)) {
      const { record } = post.embed
      if (app.bsky.embed.record.viewRecord.$isTypeOf(record)) lines.push(record.author.handle)
    }
  }

  const { preferences } = await client.call(app.bsky.actor.getPreferences, {})
  for (const preference of preferences) {
    if (app.bsky.actor.defs.contentLabelPref.$isTypeOf(preference)) lines.push(preference.label)
  }

  const { records } = await client.call(com.atproto.repo.listRecords, {
    repo: actor,
    collection: 'app.bsky.feed.like',
  })
  lines.push(...records.map((record) => record.uri))

  const { did } = await client.call(com.atproto.identity.resolveHandle, { handle: 'alice.example' })
  lines.push(did)
  return lines
}
