/**
 * What a user wants to see, and how something is to be shown accordingly.
 * @module
 */
export * from '../preferences/index.ts'
export type { ModerationBehavior, ModerationContext } from './behavior.ts'
export type {
  BlockedByCause,
  BlockingCause,
  HiddenCause,
  LabelCause,
  ModerationCause,
  ModerationCauseSource,
  MutedCause,
  MuteWordCause,
} from './causes.ts'
export type { ModerationActor } from './decide-author.ts'
export { ModerationDecision, type ModerationUI } from './decision.ts'
export {
  type InterpretedLabelValueDefinition,
  interpretLabelValueDefinition,
  interpretLabelValueDefinitions,
  type LabelFlag,
  type LabelPreference,
  type LabelTarget,
} from './label-definitions.ts'
export { DEFAULT_LABEL_SETTINGS, type KnownLabelValue, LABELS } from './labels.ts'
export {
  moderateFeedGenerator,
  moderateNotification,
  moderateProfile,
  moderateStatus,
  moderateUserList,
  type ModerationSubjectProfile,
} from './moderate.ts'
export { moderatePost } from './moderate-post.ts'
export {
  hasMutedWord,
  matchMuteWords,
  type MuteWordMatch,
  type MuteWordsInput,
  type MuteWordText,
} from './mute-words.ts'
export type { ModerationOptions, ModerationPrefs, ModerationPrefsLabeler } from './options.ts'
