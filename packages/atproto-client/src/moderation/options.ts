import type { MutedWord } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { InterpretedLabelValueDefinition, LabelPreference } from './label-definitions.ts'

/** A labeler whose labels count, and what the user wants of its labels in particular. */
export interface ModerationPrefsLabeler {
  did: string
  /** By label value; before those of `ModerationPrefs.labels`. */
  labels: Record<string, LabelPreference>
}

/** What a user wants to see, as plain data: `getModerationPreferences` reads it, JSON keeps it. */
export interface ModerationPrefs {
  /** Whether adult content may be seen at all. */
  adultContentEnabled: boolean
  /** By label value, whoever the labeler is. A label that is not named has the setting of its definition. */
  labels: Record<string, LabelPreference>
  /** The labelers whose labels count. Labels of others are passed over, but for those that authors give themselves. */
  labelers: ModerationPrefsLabeler[]
  mutedWords: MutedWord[]
  /** The at:// URIs of posts. */
  hiddenPosts: string[]
}

/** Who looks at something, and what is known of the labels on it. */
export interface ModerationOptions {
  /** The DID of the account that looks. None: nobody is logged in. */
  userDid?: string | undefined
  prefs: ModerationPrefs
  /** The definitions of labelers' own labels, by the DID of the labeler: see `getLabelDefinitions`. */
  labelDefs?: Readonly<Record<string, readonly InterpretedLabelValueDefinition[]>> | undefined
}
