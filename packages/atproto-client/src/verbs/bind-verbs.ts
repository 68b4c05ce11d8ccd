import { NetworkError } from '@typefed/core'
import type { Caller } from '../caller.ts'
import type { Verbs } from './verbs.ts'

/** The names alone: an app loads the verbs with the first one it uses. */
const NAMES: Record<keyof Verbs, true> = {
  sendPost: true,
  post: true,
  sendImage: true,
  sendImages: true,
  sendVideo: true,
  sendThread: true,
  getPost: true,
  getPosts: true,
  getPostThread: true,
  deletePost: true,
  like: true,
  unlike: true,
  repost: true,
  unrepost: true,
  getLikes: true,
  getRepostedBy: true,
  follow: true,
  unfollow: true,
  block: true,
  unblock: true,
  mute: true,
  unmute: true,
  getFollows: true,
  getFollowers: true,
  getTimeline: true,
  getAuthorFeed: true,
  getProfile: true,
  getProfiles: true,
  upsertProfile: true,
  resolveHandle: true,
  updateHandle: true,
  uploadBlob: true,
  searchPosts: true,
  searchActors: true,
}

/** The verbs as methods of a client. */
export function bindVerbs(client: Caller): Verbs {
  const verbs = Object.keys(NAMES).map((name) => [
    name,
    async (...args: unknown[]) => {
      const { callVerb } = await import('./call-verb.ts').catch((cause: unknown) => {
        throw new NetworkError(`${name}: its code could not be loaded`, { cause })
      })
      return callVerb(client, name as keyof Verbs, args)
    },
  ])
  return Object.fromEntries(verbs) as Verbs
}
