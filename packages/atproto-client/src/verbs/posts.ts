import type { CallOptions } from '@typefed/core'
import { getItems } from '@typefed/core/internal'
import type { PostView } from '../generated/lexicons/app.bsky.feed.defs.ts'
import { getPosts as postsEndpoint } from '../generated/lexicons/app.bsky.feed.getPosts.ts'
import {
  getPostThread as threadEndpoint,
  type GetPostThreadOutput,
  type GetPostThreadParams,
} from '../generated/lexicons/app.bsky.feed.getPostThread.ts'
import type { Caller } from '../caller.ts'
import { inBatches } from './batches.ts'
import { callOptions, partOptions } from './options.ts'
import { type UriLike, uriOf } from './subjects.ts'
import { remove } from './write-record.ts'

/** The most that `app.bsky.feed.getPosts` takes. */
const BATCH = 25

export type GetPostThreadOptions = Omit<GetPostThreadParams, 'uri'> & CallOptions

/** A post as the AppView shows it; `undefined` if it shows none. */
export async function getPost(
  client: Caller,
  post: UriLike,
  options: CallOptions = {},
): Promise<PostView | undefined> {
  const [view] = await getPosts(client, [post], options)
  return view
}

/** Posts as the AppView shows them, however many; those that it does not show are left out. */
export function getPosts(
  client: Caller,
  posts: readonly UriLike[],
  options: CallOptions = {},
): Promise<PostView[]> {
  return inBatches(posts.map(uriOf), BATCH, async (uris) => {
    const output = await client.call(postsEndpoint, { uris }, callOptions(options))
    return getItems({ ...postsEndpoint, items: 'posts' }, output) as PostView[]
  })
}

/** A post with what it replies to and what was replied to it. Throws ResponseError (`NotFound`) if there is none. */
export function getPostThread(
  client: Caller,
  post: UriLike,
  options: GetPostThreadOptions = {},
): Promise<GetPostThreadOutput> {
  const [params, call] = partOptions(options)
  return client.call(threadEndpoint, { ...params, uri: uriOf(post) }, call)
}

/**
 * Deletes a post of the account's own. One that is not there is none the less deleted.
 *
 * Throws ValidationError if the URI does not name a post, or one of somebody else.
 */
export async function deletePost(client: Caller, post: UriLike, options: CallOptions = {}): Promise<void> {
  await remove(client, 'deletePost', 'app.bsky.feed.post', post, options)
}
