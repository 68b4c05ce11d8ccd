import type { CallOptions } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import type { RecordSchema } from '@typefed/core/lexicon'
import {
  getLikes as likesEndpoint,
  type GetLikesOutput,
  type GetLikesParams,
} from '../generated/lexicons/app.bsky.feed.getLikes.ts'
import {
  getRepostedBy as repostedByEndpoint,
  type GetRepostedByOutput,
  type GetRepostedByParams,
} from '../generated/lexicons/app.bsky.feed.getRepostedBy.ts'
import { like as likeRecord } from '../generated/lexicons/app.bsky.feed.like.ts'
import { repost as repostRecord } from '../generated/lexicons/app.bsky.feed.repost.ts'
import type { Caller } from '../caller.ts'
import { partOptions } from './options.ts'
import { refOf, type StrongRef, type UriLike, uriOf } from './subjects.ts'
import { dateOf, remove, write, type WriteOptions } from './write-record.ts'

export interface LikeOptions extends WriteOptions {
  /** The repost or the feed through which the post was found; its author is told. */
  via?: StrongRef
}

/** What `unlike` takes: the like as `like` answered it, its URI, or the post as the AppView showed it to this account. */
export type Liked = UriLike | { readonly viewer?: { readonly like?: string } }

/** What `unrepost` takes: the repost as `repost` answered it, its URI, or the post as the AppView showed it. */
export type Reposted = UriLike | { readonly viewer?: { readonly repost?: string } }

export type GetLikesOptions = Omit<GetLikesParams, 'uri'> & CallOptions
export type GetRepostedByOptions = Omit<GetRepostedByParams, 'uri'> & CallOptions

/** Likes a post, a feed or a list. Answers with the like, which `unlike` takes back. */
export function like(client: Caller, subject: StrongRef, options: LikeOptions = {}): Promise<StrongRef> {
  return react(client, 'like', likeRecord, subject, options)
}

/**
 * Takes a like back.
 *
 * Throws ValidationError if the post is not liked, as far as its view tells.
 */
export async function unlike(client: Caller, liked: Liked, options: CallOptions = {}): Promise<void> {
  await remove(client, 'unlike', likeRecord.nsid, ownRecord('unlike', 'like', liked), options)
}

/** Shows a post to the account's followers. Answers with the repost, which `unrepost` takes back. */
export function repost(client: Caller, subject: StrongRef, options: LikeOptions = {}): Promise<StrongRef> {
  return react(client, 'repost', repostRecord, subject, options)
}

/**
 * Takes a repost back.
 *
 * Throws ValidationError if the post is not reposted, as far as its view tells.
 */
export async function unrepost(client: Caller, reposted: Reposted, options: CallOptions = {}): Promise<void> {
  await remove(client, 'unrepost', repostRecord.nsid, ownRecord('unrepost', 'repost', reposted), options)
}

/** Who likes a record, and since when; a page of it. */
export function getLikes(
  client: Caller,
  subject: UriLike,
  options: GetLikesOptions = {},
): Promise<GetLikesOutput> {
  const [params, call] = partOptions(options)
  return client.call(likesEndpoint, { ...params, uri: uriOf(subject) }, call)
}

/** Who reposted a post; a page of it. */
export function getRepostedBy(
  client: Caller,
  subject: UriLike,
  options: GetRepostedByOptions = {},
): Promise<GetRepostedByOutput> {
  const [params, call] = partOptions(options)
  return client.call(repostedByEndpoint, { ...params, uri: uriOf(subject) }, call)
}

/** The record that undoes: named by itself, or by what the AppView says that the viewer has done. */
export function ownRecord<K extends string>(
  what: string,
  key: K,
  given: UriLike | { readonly viewer?: { readonly [key in K]?: string } },
): string {
  if (typeof given === 'string') return given
  // A view has a URI too: that of the post. It is what the viewer did that counts.
  const uri = 'viewer' in given ? given.viewer?.[key] : 'uri' in given ? given.uri : undefined
  if (uri === undefined) throw validationError(what, ['viewer', key], 'the URI of the record', 'nothing')
  return uri
}

function react(
  client: Caller,
  what: string,
  schema: RecordSchema<{ subject: StrongRef; createdAt: string; via?: StrongRef }, 'tid'>,
  subject: StrongRef,
  { createdAt, via, ...options }: LikeOptions,
): Promise<StrongRef> {
  const record = { subject: refOf(subject), createdAt: dateOf(createdAt), ...(via && { via: refOf(via) }) }
  return write(client, what, schema, record, options)
}
