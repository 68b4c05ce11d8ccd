/**
 * The verbs of daily work: functions on a client, each to be had alone.
 * @module
 */
export { getAuthorFeed, type GetAuthorFeedOptions, getTimeline, type GetTimelineOptions } from './feeds.ts'
export {
  block,
  type Blocked,
  follow,
  type Followed,
  getFollowers,
  type GetFollowersOptions,
  getFollows,
  type GetFollowsOptions,
  mute,
  type MuteOptions,
  unblock,
  unfollow,
  unmute,
} from './follows.ts'
export { resolveHandle, updateHandle } from './handles.ts'
export {
  getLikes,
  type GetLikesOptions,
  getRepostedBy,
  type GetRepostedByOptions,
  like,
  type Liked,
  type LikeOptions,
  repost,
  type Reposted,
  unlike,
  unrepost,
} from './likes.ts'
export type { DetectFacets, Postable, TextOptions } from './postable.ts'
export { deletePost, getPost, getPosts, getPostThread, type GetPostThreadOptions } from './posts.ts'
export {
  getProfile,
  getProfiles,
  type ProfileChanges,
  type ProfileUpdate,
  upsertProfile,
} from './profiles.ts'
export type { ReplyRefs, ReplyTarget } from './reply.ts'
export { searchActors, type SearchActorsOptions, searchPosts, type SearchPostsOptions } from './search.ts'
export { type ImageInput, sendImage, sendImages, type SendMediaOptions } from './send-images.ts'
export { type Embed, sendPost, type SendPostOptions } from './send-post.ts'
export { sendThread, type SendThreadOptions, type ThreadPost } from './send-thread.ts'
export { sendVideo, type SendVideoOptions, type VideoInput } from './send-video.ts'
export type { ActorLike, StrongRef, Subject, UriLike } from './subjects.ts'
export { isThreadError, ThreadError, type ThreadProgress } from './thread-error.ts'
export { uploadBlob } from './upload-blob.ts'
export type { Verbs } from './verbs.ts'
export { isVideoJobError, VideoJobError } from './video-job-error.ts'
export type { VideoServiceOptions } from './video-service.ts'
export type { WriteOptions } from './write-record.ts'
