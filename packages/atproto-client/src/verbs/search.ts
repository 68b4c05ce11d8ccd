import type { CallOptions } from '@typefed/core'
import {
  searchActors as actorsEndpoint,
  type SearchActorsOutput,
  type SearchActorsParams,
} from '../generated/lexicons/app.bsky.actor.searchActors.ts'
import {
  searchPosts as postsEndpoint,
  type SearchPostsOutput,
  type SearchPostsParams,
} from '../generated/lexicons/app.bsky.feed.searchPosts.ts'
import type { Caller } from '../caller.ts'
import { partOptions } from './options.ts'

export type SearchPostsOptions = Omit<SearchPostsParams, 'q'> & CallOptions
export type SearchActorsOptions = Omit<SearchActorsParams, 'q' | 'term'> & CallOptions

/** Posts with these words; a page of them. */
export async function searchPosts(
  client: Caller,
  query: string,
  options: SearchPostsOptions = {},
): Promise<SearchPostsOutput> {
  const [params, call] = partOptions(options)
  return client.call(postsEndpoint, { ...params, q: query }, call)
}

/** Accounts whose names or descriptions hold these words; a page of them. */
export async function searchActors(
  client: Caller,
  query: string,
  options: SearchActorsOptions = {},
): Promise<SearchActorsOutput> {
  const [params, call] = partOptions(options)
  return client.call(actorsEndpoint, { ...params, q: query }, call)
}
