/**
 * A typed client for Bluesky and the AT Protocol.
 * @module
 */
export { AtprotoClient } from './client.ts'
export type { AtprotoClientOptions } from './client-options.ts'
export { tree, type Tree } from './generated/tree.ts'
export type { Identity, IdentityOptions } from './identity/resolve.ts'
// Types only of these rooms: their functions and classes are in `./moderation` and `./rich-text`.
export type {
  KnownLabelValue,
  LabelPreference,
  ModerationBehavior,
  ModerationCause,
  ModerationOptions,
  ModerationPrefs,
  ModerationUI,
} from './moderation/index.ts'
export type { Entity, Facet, RichText, Segment } from './rich-text/index.ts'
export type { LoginOptions, Me } from './session/account.ts'
export * from './shared-exports.ts'
// The verbs are methods here, and loaded with the first call; their functions are in `./slim`.
export type {
  ActorLike,
  Blocked,
  DetectFacets,
  Embed,
  Followed,
  GetAuthorFeedOptions,
  GetFollowersOptions,
  GetFollowsOptions,
  GetLikesOptions,
  GetPostThreadOptions,
  GetRepostedByOptions,
  GetTimelineOptions,
  ImageInput,
  LikeOptions,
  Liked,
  MuteOptions,
  Postable,
  ProfileChanges,
  ProfileUpdate,
  ReplyRefs,
  ReplyTarget,
  Reposted,
  SearchActorsOptions,
  SearchPostsOptions,
  SendMediaOptions,
  SendPostOptions,
  SendThreadOptions,
  SendVideoOptions,
  StrongRef,
  Subject,
  TextOptions,
  ThreadPost,
  ThreadProgress,
  UriLike,
  Verbs,
  VideoInput,
  VideoServiceOptions,
  WriteOptions,
} from './verbs/index.ts'
export { isThreadError, ThreadError } from './verbs/thread-error.ts'
export { isVideoJobError, VideoJobError } from './verbs/video-job-error.ts'
