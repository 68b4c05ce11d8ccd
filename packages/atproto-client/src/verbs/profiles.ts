import { type CallOptions, isResponseError } from '@typefed/core'
import type { ProfileViewDetailed } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { getProfile as profileEndpoint } from '../generated/lexicons/app.bsky.actor.getProfile.ts'
import { getProfiles as profilesEndpoint } from '../generated/lexicons/app.bsky.actor.getProfiles.ts'
import { type Profile, profile } from '../generated/lexicons/app.bsky.actor.profile.ts'
import { getRecord } from '../generated/lexicons/com.atproto.repo.getRecord.ts'
import { putRecord } from '../generated/lexicons/com.atproto.repo.putRecord.ts'
import { type Caller, requireDid } from '../caller.ts'
import { parseRecord } from '../repo/parse-record.ts'
import { inBatches } from './batches.ts'
import { callOptions } from './options.ts'
import { type ActorLike, actorOf, refOf, type StrongRef } from './subjects.ts'

/** The most that `app.bsky.actor.getProfiles` takes. */
const BATCH = 25
const KEY = 'self'
const ATTEMPTS = 5

/** What to change in a profile. `null` takes a property away. */
export type ProfileChanges = { [K in keyof Omit<Profile, '$type'>]?: Profile[K] | null }

/**
 * How to change a profile: the properties that change, or a function from the profile as it is to the one that shall be.
 * The function is called again if somebody else changed the profile meanwhile.
 */
export type ProfileUpdate =
  | ProfileChanges
  | ((current: Profile | undefined) => Omit<Profile, '$type'> | Promise<Omit<Profile, '$type'>>)

/** An account as the AppView shows it. Throws ResponseError if it shows none. */
export function getProfile(
  client: Caller,
  actor: ActorLike,
  options: CallOptions = {},
): Promise<ProfileViewDetailed> {
  return client.call(profileEndpoint, { actor: actorOf(actor) }, callOptions(options))
}

/** Accounts as the AppView shows them, however many; those that it does not show are left out. */
export function getProfiles(
  client: Caller,
  actors: readonly ActorLike[],
  options: CallOptions = {},
): Promise<ProfileViewDetailed[]> {
  return inBatches(actors.map(actorOf), BATCH, async (actors) => {
    const { profiles } = await client.call(profilesEndpoint, { actors }, callOptions(options))
    return profiles
  })
}

/**
 * Changes the account's profile, or makes one. It is read, changed and written only if nobody else wrote it meanwhile;
 * if somebody did, that is done again, five times at most.
 *
 * Throws ResponseError (`InvalidSwap`) if the profile changed each time.
 */
export async function upsertProfile(
  client: Caller,
  update: ProfileUpdate,
  options: CallOptions = {},
): Promise<StrongRef> {
  const repo = requireDid(client, 'upsertProfile')
  const call = callOptions(options)
  for (let attempt = 1; ; attempt++) {
    const current = await readProfile(client, repo, call)
    const changed =
      typeof update === 'function' ? await update(current?.value) : merge(current?.value, update)
    const record = parseRecord(profile, { ...changed, $type: profile.nsid })
    const place = { repo, collection: profile.nsid, rkey: KEY }
    try {
      return refOf(await client.call(putRecord, { ...place, record, swapRecord: current?.cid ?? null }, call))
    } catch (error) {
      if (attempt === ATTEMPTS || !isResponseError(error, 'InvalidSwap')) throw error
    }
  }
}

async function readProfile(
  client: Caller,
  repo: string,
  call: CallOptions,
): Promise<{ cid: string | undefined; value: Profile } | undefined> {
  try {
    const { cid, value } = await client.call(getRecord, { repo, collection: profile.nsid, rkey: KEY }, call)
    return { cid, value: value as unknown as Profile }
  } catch (error) {
    if (isResponseError(error, 'RecordNotFound')) return undefined
    throw error
  }
}

/** Keeps what it does not know: another app may have written it. */
function merge(current: Profile | undefined, changes: ProfileChanges): Profile {
  const merged: Record<string, unknown> = { ...current }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete merged[name]
    else if (value !== undefined) merged[name] = value
  }
  return merged
}
