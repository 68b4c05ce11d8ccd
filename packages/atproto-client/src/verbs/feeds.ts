import type { CallOptions } from '@typefed/core'
import {
  getAuthorFeed as authorFeedEndpoint,
  type GetAuthorFeedOutput,
  type GetAuthorFeedParams,
} from '../generated/lexicons/app.bsky.feed.getAuthorFeed.ts'
import {
  getTimeline as timelineEndpoint,
  type GetTimelineOutput,
  type GetTimelineParams,
} from '../generated/lexicons/app.bsky.feed.getTimeline.ts'
import { type Caller, requireDid } from '../caller.ts'
import { partOptions } from './options.ts'
import { type ActorLike, actorOf } from './subjects.ts'

export type GetTimelineOptions = GetTimelineParams & CallOptions
export type GetAuthorFeedOptions = Omit<GetAuthorFeedParams, 'actor'> & CallOptions

/** What those whom the account follows posted; a page of it. */
export async function getTimeline(
  client: Caller,
  options: GetTimelineOptions = {},
): Promise<GetTimelineOutput> {
  requireDid(client, 'getTimeline')
  return client.call(timelineEndpoint, ...partOptions(options))
}

/** What an account posted and reposted; a page of it. */
export async function getAuthorFeed(
  client: Caller,
  actor: ActorLike,
  options: GetAuthorFeedOptions = {},
): Promise<GetAuthorFeedOutput> {
  const [params, call] = partOptions(options)
  return client.call(authorFeedEndpoint, { ...params, actor: actorOf(actor) }, call)
}
