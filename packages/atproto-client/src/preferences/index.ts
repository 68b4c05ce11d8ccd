/**
 * The preferences that say what an account wants to see: functions on a client, each to be had alone.
 * @module
 */
export { setAdultContent } from './adult-content.ts'
export { hidePost, unhidePost } from './hidden-posts.ts'
export { setLabelPreference, type SetLabelPreferenceOptions } from './label-preferences.ts'
export {
  type AppLabelersOptions,
  BLUESKY_LABELER,
  getLabelDefinitions,
  subscribeToLabeler,
  unsubscribeFromLabeler,
} from './labelers.ts'
export { getModerationPreferences, type GetModerationPreferencesOptions } from './moderation-preferences.ts'
export {
  type MutedWordLike,
  muteWord,
  type MuteWordOptions,
  unmuteWord,
  updateMutedWord,
  type UpdateMutedWordOptions,
} from './muted-words.ts'
