import type { CallOptions } from '@typefed/core'
import type { BinaryBody, BlobRef } from '@typefed/core/lexicon'
import type { ProfileViewDetailed } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { SearchActorsOutput } from '../generated/lexicons/app.bsky.actor.searchActors.ts'
import type { PostView } from '../generated/lexicons/app.bsky.feed.defs.ts'
import type { GetAuthorFeedOutput } from '../generated/lexicons/app.bsky.feed.getAuthorFeed.ts'
import type { GetLikesOutput } from '../generated/lexicons/app.bsky.feed.getLikes.ts'
import type { GetPostThreadOutput } from '../generated/lexicons/app.bsky.feed.getPostThread.ts'
import type { GetRepostedByOutput } from '../generated/lexicons/app.bsky.feed.getRepostedBy.ts'
import type { GetTimelineOutput } from '../generated/lexicons/app.bsky.feed.getTimeline.ts'
import type { SearchPostsOutput } from '../generated/lexicons/app.bsky.feed.searchPosts.ts'
import type { GetFollowersOutput } from '../generated/lexicons/app.bsky.graph.getFollowers.ts'
import type { GetFollowsOutput } from '../generated/lexicons/app.bsky.graph.getFollows.ts'
import type { GetAuthorFeedOptions, GetTimelineOptions } from './feeds.ts'
import type { Blocked, Followed, GetFollowersOptions, GetFollowsOptions, MuteOptions } from './follows.ts'
import type { GetLikesOptions, GetRepostedByOptions, Liked, LikeOptions, Reposted } from './likes.ts'
import type { Postable } from './postable.ts'
import type { GetPostThreadOptions } from './posts.ts'
import type { ProfileUpdate } from './profiles.ts'
import type { SearchActorsOptions, SearchPostsOptions } from './search.ts'
import type { ImageInput, SendMediaOptions } from './send-images.ts'
import type { SendPostOptions } from './send-post.ts'
import type { SendThreadOptions, ThreadPost } from './send-thread.ts'
import type { SendVideoOptions, VideoInput } from './send-video.ts'
import type { ActorLike, StrongRef, UriLike } from './subjects.ts'
import type { WriteOptions } from './write-record.ts'

/**
 * The verbs of daily work, as methods of a client. Each is also a function, `sendPost(client, …)`, for bundles that hold
 * only what they use.
 */
export interface Verbs {
  /**
   * Writes a post. Answers with `{ uri, cid }`, to reply to it, quote it or delete it. Mentions, links and tags in a plain
   * string are found, as the official app does; `facets: []` leaves it as it is.
   *
   * ```ts
   * const first = await client.sendPost('Hello #world')
   * await client.sendPost('and again', { replyTo: first, langs: ['en'] })
   * ```
   *
   * Throws LoginRequiredError without a session, and ValidationError if the post does not keep its lexicon (300
   * graphemes, 3,000 bytes); both before anything is sent.
   */
  sendPost(post: Postable, options?: SendPostOptions): Promise<StrongRef>

  /** The same as `sendPost`. */
  post(post: Postable, options?: SendPostOptions): Promise<StrongRef>

  /**
   * Writes a post with one picture of at most 2,000,000 bytes.
   *
   * Throws ValidationError if the picture is too large, before it is uploaded.
   */
  sendImage(post: Postable, image: ImageInput, options?: SendMediaOptions): Promise<StrongRef>

  /**
   * Writes a post with pictures: up to 4, or up to 20 as a gallery, each at most 2,000,000 bytes.
   *
   * ```ts
   * await client.sendImages('Look', [{ image: file, alt: 'A tree' }])
   * ```
   *
   * Throws ValidationError for too many pictures, or one that is too large, before anything is uploaded.
   */
  sendImages(post: Postable, images: readonly ImageInput[], options?: SendMediaOptions): Promise<StrongRef>

  /**
   * Writes a post with a video of at most 300,000,000 bytes, after the video service has processed it. Where there is no
   * such service, the file goes to the account's server as it is.
   *
   * Throws ValidationError for a file that the lexicon does not allow, VideoJobError if the service cannot process it,
   * TimeoutError if it has not in time.
   */
  sendVideo(post: Postable, video: VideoInput, options?: SendVideoOptions): Promise<StrongRef>

  /**
   * Writes posts that each reply to the one before. Answers with all of them, in order.
   *
   * Throws ThreadError if one could not be written; its `progress`, given as `resume`, goes on from there.
   */
  sendThread(posts: readonly (Postable | ThreadPost)[], options?: SendThreadOptions): Promise<StrongRef[]>

  /** A post as the AppView shows it; `undefined` if it shows none. */
  getPost(post: UriLike, options?: CallOptions): Promise<PostView | undefined>

  /** Posts as the AppView shows them, however many; those that it does not show are left out. */
  getPosts(posts: readonly UriLike[], options?: CallOptions): Promise<PostView[]>

  /** A post with what it replies to and what was replied to it. Throws ResponseError (`NotFound`) if there is none. */
  getPostThread(post: UriLike, options?: GetPostThreadOptions): Promise<GetPostThreadOutput>

  /** Deletes a post of the account's own. One that is not there is none the less deleted. */
  deletePost(post: UriLike, options?: CallOptions): Promise<void>

  /** Likes a post, a feed or a list. Answers with the like, which `unlike` takes back. */
  like(subject: StrongRef, options?: LikeOptions): Promise<StrongRef>

  /** Takes a like back: by the like, its URI, or the post as the AppView showed it to this account. */
  unlike(liked: Liked, options?: CallOptions): Promise<void>

  /** Shares a post to the account's followers. Answers with the repost, which `unrepost` takes back. */
  repost(subject: StrongRef, options?: LikeOptions): Promise<StrongRef>

  /** Takes a repost back: by the repost, its URI, or the post as the AppView showed it to this account. */
  unrepost(reposted: Reposted, options?: CallOptions): Promise<void>

  /** Who likes a record, and since when; a page of it. */
  getLikes(subject: UriLike, options?: GetLikesOptions): Promise<GetLikesOutput>

  /** Who reposted a post; a page of it. */
  getRepostedBy(subject: UriLike, options?: GetRepostedByOptions): Promise<GetRepostedByOutput>

  /** Follows an account; a handle is resolved first. Answers with the follow, which `unfollow` takes back. */
  follow(actor: ActorLike, options?: WriteOptions): Promise<StrongRef>

  /** Takes a follow back: by the follow, its URI, or the profile as the AppView showed it to this account. */
  unfollow(followed: Followed, options?: CallOptions): Promise<void>

  /** Blocks an account, for all to see. Answers with the block, which `unblock` takes back. */
  block(actor: ActorLike, options?: WriteOptions): Promise<StrongRef>

  /** Takes a block back: by the block, its URI, or the profile as the AppView showed it to this account. */
  unblock(blocked: Blocked, options?: CallOptions): Promise<void>

  /** Mutes an account, which nobody else sees: all it does, or its reposts or quotes only. */
  mute(actor: ActorLike, options?: MuteOptions): Promise<void>

  /** Takes a mute back. */
  unmute(actor: ActorLike, options?: CallOptions): Promise<void>

  /** Whom an account follows; a page of it. */
  getFollows(actor: ActorLike, options?: GetFollowsOptions): Promise<GetFollowsOutput>

  /** Who follows an account; a page of it. */
  getFollowers(actor: ActorLike, options?: GetFollowersOptions): Promise<GetFollowersOutput>

  /** What those whom the account follows posted; a page of it. */
  getTimeline(options?: GetTimelineOptions): Promise<GetTimelineOutput>

  /** What an account posted and reposted; a page of it. */
  getAuthorFeed(actor: ActorLike, options?: GetAuthorFeedOptions): Promise<GetAuthorFeedOutput>

  /** An account as the AppView shows it. Throws ResponseError if it shows none. */
  getProfile(actor: ActorLike, options?: CallOptions): Promise<ProfileViewDetailed>

  /** Accounts as the AppView shows them, however many; those that it does not show are left out. */
  getProfiles(actors: readonly ActorLike[], options?: CallOptions): Promise<ProfileViewDetailed[]>

  /**
   * Changes the account's profile, or makes one: the properties given (`null` takes one away), or what a function makes
   * of it. What somebody else changed meanwhile is not lost.
   */
  upsertProfile(update: ProfileUpdate, options?: CallOptions): Promise<StrongRef>

  /** The DID of a handle, as the server resolves it. Throws ResponseError if there is no such handle. */
  resolveHandle(handle: string, options?: CallOptions): Promise<string>

  /** Gives the account another handle. Throws ResponseError if the server refuses it. */
  updateHandle(handle: string, options?: CallOptions): Promise<void>

  /** Uploads a file to the account's server; its type is found if nobody says it. Answers with what goes into a record. */
  uploadBlob(data: BinaryBody, options?: CallOptions): Promise<BlobRef>

  /** Posts with these words; a page of them. */
  searchPosts(query: string, options?: SearchPostsOptions): Promise<SearchPostsOutput>

  /** Accounts whose names or descriptions hold these words; a page of them. */
  searchActors(query: string, options?: SearchActorsOptions): Promise<SearchActorsOutput>
}
