import type { CallOptions } from '@typefed/core'
import type { RecordSchema } from '@typefed/core/lexicon'
import { block as blockRecord } from '../generated/lexicons/app.bsky.graph.block.ts'
import { follow as followRecord } from '../generated/lexicons/app.bsky.graph.follow.ts'
import {
  getFollowers as followersEndpoint,
  type GetFollowersOutput,
  type GetFollowersParams,
} from '../generated/lexicons/app.bsky.graph.getFollowers.ts'
import {
  getFollows as followsEndpoint,
  type GetFollowsOutput,
  type GetFollowsParams,
} from '../generated/lexicons/app.bsky.graph.getFollows.ts'
import { muteActor, type MuteActorInput } from '../generated/lexicons/app.bsky.graph.muteActor.ts'
import { unmuteActor } from '../generated/lexicons/app.bsky.graph.unmuteActor.ts'
import { type Caller, requireDid } from '../caller.ts'
import { didOf } from './handles.ts'
import { ownRecord } from './likes.ts'
import { callOptions, partOptions } from './options.ts'
import { type ActorLike, actorOf, type StrongRef, type UriLike } from './subjects.ts'
import { dateOf, remove, write, type WriteOptions } from './write-record.ts'

/** What `unfollow` takes: the follow as `follow` answered it, its URI, or the profile as the AppView showed it. */
export type Followed = UriLike | { readonly viewer?: { readonly following?: string } }

/** What `unblock` takes: the block as `block` answered it, its URI, or the profile as the AppView showed it. */
export type Blocked = UriLike | { readonly viewer?: { readonly blocking?: string } }

export type GetFollowsOptions = Omit<GetFollowsParams, 'actor'> & CallOptions
export type GetFollowersOptions = Omit<GetFollowersParams, 'actor'> & CallOptions
export type MuteOptions = Omit<MuteActorInput, 'actor'> & CallOptions

/** Follows an account; a handle is resolved first. Answers with the follow, which `unfollow` takes back. */
export function follow(client: Caller, actor: ActorLike, options: WriteOptions = {}): Promise<StrongRef> {
  return relate(client, 'follow', followRecord, actor, options)
}

/**
 * Takes a follow back.
 *
 * Throws ValidationError if the account is not followed, as far as its view tells.
 */
export async function unfollow(client: Caller, followed: Followed, options: CallOptions = {}): Promise<void> {
  await remove(client, 'unfollow', followRecord.nsid, ownRecord('unfollow', 'following', followed), options)
}

/** Blocks an account, for all to see; a handle is resolved first. Answers with the block, which `unblock` takes back. */
export function block(client: Caller, actor: ActorLike, options: WriteOptions = {}): Promise<StrongRef> {
  return relate(client, 'block', blockRecord, actor, options)
}

/**
 * Takes a block back.
 *
 * Throws ValidationError if the account is not blocked, as far as its view tells.
 */
export async function unblock(client: Caller, blocked: Blocked, options: CallOptions = {}): Promise<void> {
  await remove(client, 'unblock', blockRecord.nsid, ownRecord('unblock', 'blocking', blocked), options)
}

/** Mutes an account, which nobody else sees: all it does, or its reposts or quotes only. */
export async function mute(client: Caller, actor: ActorLike, options: MuteOptions = {}): Promise<void> {
  requireDid(client, 'mute')
  const [scope, call] = partOptions(options)
  await client.call(muteActor, { ...scope, actor: actorOf(actor) }, call)
}

/** Takes a mute back. */
export async function unmute(client: Caller, actor: ActorLike, options: CallOptions = {}): Promise<void> {
  requireDid(client, 'unmute')
  await client.call(unmuteActor, { actor: actorOf(actor) }, callOptions(options))
}

/** Whom an account follows; a page of it. */
export async function getFollows(
  client: Caller,
  actor: ActorLike,
  options: GetFollowsOptions = {},
): Promise<GetFollowsOutput> {
  const [params, call] = partOptions(options)
  return client.call(followsEndpoint, { ...params, actor: actorOf(actor) }, call)
}

/** Who follows an account; a page of it. */
export async function getFollowers(
  client: Caller,
  actor: ActorLike,
  options: GetFollowersOptions = {},
): Promise<GetFollowersOutput> {
  const [params, call] = partOptions(options)
  return client.call(followersEndpoint, { ...params, actor: actorOf(actor) }, call)
}

async function relate(
  client: Caller,
  what: string,
  schema: RecordSchema<{ subject: string; createdAt: string }, 'tid'>,
  actor: ActorLike,
  { createdAt, ...options }: WriteOptions,
): Promise<StrongRef> {
  requireDid(client, what)
  const subject = await didOf(client, actor, options)
  return write(client, what, schema, { subject, createdAt: dateOf(createdAt) }, options)
}
