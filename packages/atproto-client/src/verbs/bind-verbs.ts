import type { Caller } from '../caller.ts'
import { getAuthorFeed, getTimeline } from './feeds.ts'
import { block, follow, getFollowers, getFollows, mute, unblock, unfollow, unmute } from './follows.ts'
import { resolveHandle, updateHandle } from './handles.ts'
import { getLikes, getRepostedBy, like, repost, unlike, unrepost } from './likes.ts'
import type { DetectFacets } from './postable.ts'
import { deletePost, getPost, getPosts, getPostThread } from './posts.ts'
import { getProfile, getProfiles, upsertProfile } from './profiles.ts'
import { searchActors, searchPosts } from './search.ts'
import { sendImage, sendImages } from './send-images.ts'
import { sendPost } from './send-post.ts'
import { sendThread } from './send-thread.ts'
import { sendVideo } from './send-video.ts'
import { uploadBlob } from './upload-blob.ts'
import type { Verbs } from './verbs.ts'

const plain = {
  getPost,
  getPosts,
  getPostThread,
  deletePost,
  like,
  unlike,
  repost,
  unrepost,
  getLikes,
  getRepostedBy,
  follow,
  unfollow,
  block,
  unblock,
  mute,
  unmute,
  getFollows,
  getFollowers,
  getTimeline,
  getAuthorFeed,
  getProfile,
  getProfiles,
  upsertProfile,
  resolveHandle,
  updateHandle,
  uploadBlob,
  searchPosts,
  searchActors,
}

/** The verbs as methods of a client. They find the facets of plain strings that are posted, unless a call says how. */
export function bindVerbs(client: Caller): Verbs {
  const bound: Record<string, unknown> = {}
  for (const [name, verb] of Object.entries(plain)) {
    bound[name] = (...args: unknown[]) =>
      (verb as (client: Caller, ...args: unknown[]) => unknown)(client, ...args)
  }
  // Loaded with the first text: the list of top-level domains is no part of what an app loads at its start.
  const detect: DetectFacets = async (text) => {
    const { detectFacets } = await import('../rich-text/detect-facets.ts')
    return detectFacets(text, { resolveHandle: (handle) => resolveHandle(client, handle) })
  }
  const write: Verbs['sendPost'] = (post, options) => sendPost(client, post, { detect, ...options })
  const writers: Omit<Verbs, keyof typeof plain> = {
    sendPost: write,
    post: write,
    sendImage: (post, image, options) => sendImage(client, post, image, { detect, ...options }),
    sendImages: (post, images, options) => sendImages(client, post, images, { detect, ...options }),
    sendVideo: (post, video, options) => sendVideo(client, post, video, { detect, ...options }),
    sendThread: (posts, options) => sendThread(client, posts, { detect, ...options }),
  }
  return { ...(bound as unknown as Verbs), ...writers }
}
