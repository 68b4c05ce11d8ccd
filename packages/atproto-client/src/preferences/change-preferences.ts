import type { CallOptions } from '@typefed/core'
import { orAbort } from '@typefed/core/internal'
import {
  array,
  type CallableEndpoint,
  object,
  procedure,
  query,
  type Schema,
  union,
} from '@typefed/core/lexicon'
import {
  adultContentPref,
  contentLabelPref,
  hiddenPostsPref,
  labelersPref,
  mutedWordsPref,
  type Preferences,
} from '../generated/lexicons/app.bsky.actor.defs.ts'
import type {
  GetPreferencesOutput,
  GetPreferencesParams,
} from '../generated/lexicons/app.bsky.actor.getPreferences.ts'
import type { PutPreferencesInput } from '../generated/lexicons/app.bsky.actor.putPreferences.ts'
import { callOptions } from '../verbs/options.ts'
import { type Caller, requireDid } from '../caller.ts'
import { inTurn } from './in-turn.ts'

/** Checks the preferences of this room. All others go back as they came, right or wrong: they are somebody else's. */
const schema: Schema<{ preferences: Preferences }> = /* @__PURE__ */ object(() => ({
  preferences: array(
    union(() => [adultContentPref, contentLabelPref, hiddenPostsPref, labelersPref, mutedWordsPref]),
  ),
}))

const getPreferences: CallableEndpoint<
  [params: GetPreferencesParams, options?: CallOptions],
  GetPreferencesOutput
> = /*#__PURE__*/ query('app.bsky.actor.getPreferences', { output: schema })

const putPreferences: CallableEndpoint<[input: PutPreferencesInput, options?: CallOptions], void> =
  /*#__PURE__*/ procedure('app.bsky.actor.putPreferences', { body: schema })

/** All preferences of the account, of which only those of this room were checked. */
export async function readPreferences(
  client: Caller,
  what: string,
  options: CallOptions,
): Promise<Preferences> {
  requireDid(client, what)
  const { preferences } = await client.call(getPreferences, {}, callOptions(options))
  return preferences
}

/**
 * Reads the preferences of the account, changes them and writes all of them, one change of an account at a time. Nothing
 * is written if the change gives back what it was given.
 *
 * There is no way to write only if nobody else wrote meanwhile: what another device changes between the reading and the
 * writing is lost.
 */
export async function changePreferences(
  client: Caller,
  what: string,
  options: CallOptions,
  change: (preferences: Preferences) => Preferences,
): Promise<void> {
  const did = requireDid(client, what)
  const { signal } = options
  const work = async () => {
    signal?.throwIfAborted()
    // What was not understood, or was dropped, must not be written back.
    const preferences = await readPreferences(client, what, { ...options, validate: 'throw' })
    const changed = change(preferences)
    if (changed === preferences) return
    await client.call(putPreferences, { preferences: changed }, callOptions(options))
  }
  await orAbort(inTurn(did, work), signal)
}
