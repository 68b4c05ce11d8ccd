/// <reference types="@atcute/atproto" />
import type { AppBskyFeedPost } from '@atcute/bluesky'
import { type Client, ok } from '@atcute/client'
import type { ActorIdentifier } from '@atcute/lexicons'

export async function describe(client: Client, actor: ActorIdentifier): Promise<string[]> {
  const lines: string[] = []

  const timeline = await ok(client.get('app.bsky.feed.getTimeline', { params: { limit: 50 } }))
  for (const { post } of timeline.feed) {
    const record = post.record as AppBskyFeedPost.Main
    if (record.$type === 'app.bsky.feed.post') lines.push(record.text)
    if (post.embed?.$type === 'app.bsky.embed.images#view') {
      lines.push(...post.embed.images.map((image) => image.alt))
    }
  }

  const authorFeed = await ok(
    client.get('app.bsky.feed.getAuthorFeed', { params: { actor, filter: 'posts_no_replies' } }),
  )
  for (const { post, reason } of authorFeed.feed) {
    if (reason?.$type === 'app.bsky.feed.defs#reasonRepost') lines.push(reason.by.handle)
    if (post.embed?.$type === 'app.bsky.embed.external#view') lines.push(post.embed.external.title)
  }

  const { thread } = await ok(
    client.get('app.bsky.feed.getPostThread', {
      params: { uri: `at://${actor}/app.bsky.feed.post/1`, depth: 3 },
    }),
  )
  if (thread.$type === 'app.bsky.feed.defs#threadViewPost') lines.push(thread.post.author.handle)

  const profile = await ok(client.get('app.bsky.actor.getProfile', { params: { actor } }))
  lines.push(profile.displayName ?? profile.handle, String(profile.followersCount ?? 0))

  const found = await ok(client.get('app.bsky.actor.searchActors', { params: { q: 'alice', limit: 10 } }))
  lines.push(...found.actors.map((one) => one.description ?? ''))

  const { notifications } = await ok(
    client.get('app.bsky.notification.listNotifications', { params: { limit: 20 } }),
  )
  for (const notification of notifications) {
    const record = notification.record as AppBskyFeedPost.Main
    if (record.$type === 'app.bsky.feed.post') lines.push(record.text)
  }

  const { followers } = await ok(client.get('app.bsky.graph.getFollowers', { params: { actor } }))
  lines.push(...followers.map((follower) => follower.handle))

  const { likes } = await ok(
    client.get('app.bsky.feed.getLikes', { params: { uri: `at://${actor}/app.bsky.feed.post/1` } }),
  )
  lines.push(...likes.map((like) => like.actor.handle))

  const { posts } = await ok(
    client.get('app.bsky.feed.searchPosts', { params: { q: 'cats', sort: 'latest' } }),
  )
  for (const post of posts) {
    if (post.embed?.$type === 'app.bsky.embed.record#view') {
      const { record } = post.embed
      if (record.$type === 'app.bsky.embed.record#viewRecord') lines.push(record.author.handle)
    }
  }

  const { preferences } = await ok(client.get('app.bsky.actor.getPreferences', { params: {} }))
  for (const preference of preferences) {
    if (preference.$type === 'app.bsky.actor.defs#contentLabelPref') lines.push(preference.label)
  }

  const { records } = await ok(
    client.get('com.atproto.repo.listRecords', { params: { repo: actor, collection: 'app.bsky.feed.like' } }),
  )
  lines.push(...records.map((record) => record.uri))

  const { did } = await ok(
    client.get('com.atproto.identity.resolveHandle', { params: { handle: 'alice.example' } }),
  )
  lines.push(did)
  return lines
}
