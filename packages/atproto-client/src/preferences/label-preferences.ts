import type { CallOptions } from '@typefed/core'
import type { Typed } from '@typefed/core/lexicon'
import type { ContentLabelPref, Preferences } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { LabelPreference } from '../moderation/label-definitions.ts'
import { own } from '../moderation/own.ts'
import type { Caller } from '../caller.ts'
import { changePreferences } from './change-preferences.ts'
import { type Preference, replace } from './replace.ts'

const TYPE = 'app.bsky.actor.defs#contentLabelPref'

/** The names that labels had. Older apps read and write those. */
export const FORMER_LABELS: Readonly<Record<string, string>> = {
  'graphic-media': 'gore',
  porn: 'nsfw',
  sexual: 'suggestive',
}

export interface SetLabelPreferenceOptions extends CallOptions {
  /** The DID of the labeler whose labels are meant, or anything that has one. Default: all. */
  labeler?: string | { readonly did: string }
}

/**
 * Says what the account wants of a label: `setLabelPreference(client, 'nudity', 'warn')`. A label that has a former name is
 * set under both, as the official app does.
 */
export function setLabelPreference(
  client: Caller,
  label: string,
  setting: LabelPreference,
  { labeler, ...options }: SetLabelPreferenceOptions = {},
): Promise<void> {
  const did = typeof labeler === 'object' ? labeler.did : labeler
  const former = did === undefined ? own(FORMER_LABELS, label) : undefined
  return changePreferences(client, 'setLabelPreference', options, (preferences) => {
    const changed = setOne(preferences, label, setting, did)
    return former === undefined ? changed : setOne(changed, former, setting, undefined)
  })
}

function setOne(
  preferences: Preferences,
  label: string,
  visibility: LabelPreference,
  labelerDid: string | undefined,
): Preferences {
  const isOne = (preference: Preference): preference is Typed<ContentLabelPref> =>
    preference.$type === TYPE && preference.label === label && preference.labelerDid === labelerDid
  return replace(preferences, isOne, (current) => ({
    ...current,
    $type: TYPE,
    label,
    visibility,
    ...(labelerDid !== undefined && { labelerDid }),
  }))
}
