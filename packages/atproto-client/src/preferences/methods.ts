import type { CallOptions } from '@typefed/core'
import type { MutedWord } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { InterpretedLabelValueDefinition } from '../moderation/label-definitions.ts'
import type { LabelPreference, ModerationPrefs } from '../moderation/options.ts'
import type { ActorLike, UriLike } from '../verbs/subjects.ts'
import type { SetLabelPreferenceOptions } from './label-preferences.ts'
import type { GetModerationPreferencesOptions } from './moderation-preferences.ts'
import type { MutedWordLike, MuteWordOptions, UpdateMutedWordOptions } from './muted-words.ts'

/**
 * The verbs about what the account wants to see. Those that change it read all preferences, change one and write them
 * again, one at a time for an account. Without a session all but `getLabelDefinitions` throw LoginRequiredError. The
 * functions are in `@typefed/atproto-client/moderation`.
 */
export interface PreferenceVerbs {
  /** What the account wants to see: what `moderatePost` and the like take. */
  getModerationPreferences(options?: GetModerationPreferencesOptions): Promise<ModerationPrefs>

  /** What the labels of labelers are called and what they do, by the DID of the labeler. */
  getLabelDefinitions(
    labelers: Pick<ModerationPrefs, 'labelers'> | readonly string[],
    options?: CallOptions,
  ): Promise<Record<string, InterpretedLabelValueDefinition[]>>

  /** Says whether the account wants to see adult content at all. */
  setAdultContent(enabled: boolean, options?: CallOptions): Promise<void>

  /** Says what the account wants of a label, whoever the labeler is, or of one labeler's. */
  setLabelPreference(
    label: string,
    setting: LabelPreference,
    options?: SetLabelPreferenceOptions,
  ): Promise<void>

  /** Lets the labels of a labeler count for the account; a handle is resolved first. */
  subscribeToLabeler(labeler: ActorLike, options?: CallOptions): Promise<void>

  /** Takes a subscription to a labeler back. */
  unsubscribeFromLabeler(labeler: ActorLike, options?: CallOptions): Promise<void>

  /** Mutes a word, a phrase or a tag, which nobody else sees. Answers with the word, which `unmuteWord` takes back. */
  muteWord(value: string, options?: MuteWordOptions): Promise<MutedWord>

  /** Takes a muted word back. */
  unmuteWord(word: MutedWordLike, options?: CallOptions): Promise<void>

  /** Changes a muted word. Throws ValidationError if there is no such word. */
  updateMutedWord(word: MutedWordLike, options: UpdateMutedWordOptions): Promise<MutedWord>

  /** Hides a post from the account, and what quotes it; nobody else sees that. */
  hidePost(post: UriLike, options?: CallOptions): Promise<void>

  /** Shows a hidden post again. */
  unhidePost(post: UriLike, options?: CallOptions): Promise<void>
}
