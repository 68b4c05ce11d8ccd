import type { CallOptions } from '@typefed/core'
import { resolveHandle as resolveEndpoint } from '../generated/lexicons/com.atproto.identity.resolveHandle.ts'
import { updateHandle as updateEndpoint } from '../generated/lexicons/com.atproto.identity.updateHandle.ts'
import { type Caller, requireDid } from '../caller.ts'
import { callOptions } from './options.ts'
import { type ActorLike, actorOf } from './subjects.ts'

/** The DID of a handle, as the server resolves it. Throws ResponseError if there is no such handle. */
export async function resolveHandle(
  client: Caller,
  handle: string,
  options: CallOptions = {},
): Promise<string> {
  const { did } = await client.call(resolveEndpoint, { handle: actorOf(handle) }, callOptions(options))
  return did
}

/** The DID of an account; a handle is resolved. */
export async function didOf(client: Caller, actor: ActorLike, options: CallOptions = {}): Promise<string> {
  const name = actorOf(actor)
  return name.startsWith('did:') ? name : resolveHandle(client, name, options)
}

/**
 * Gives the account another handle. One that is a domain of the account's own must point to its DID beforehand.
 *
 * Throws ResponseError if the server refuses it, for instance since it is taken.
 */
export async function updateHandle(client: Caller, handle: string, options: CallOptions = {}): Promise<void> {
  requireDid(client, 'updateHandle')
  await client.call(updateEndpoint, { handle: actorOf(handle) }, callOptions(options))
}
