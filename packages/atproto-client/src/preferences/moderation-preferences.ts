import type { CallOptions } from '@typefed/core'
import type { ContentLabelPref, Preferences } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { DEFAULT_LABEL_SETTINGS } from '../moderation/labels.ts'
import type { LabelPreference } from '../moderation/label-definitions.ts'
import type { ModerationPrefs } from '../moderation/options.ts'
import { own } from '../moderation/own.ts'
import type { Caller } from '../caller.ts'
import { readPreferences } from './change-preferences.ts'
import { FORMER_LABELS } from './label-preferences.ts'
import { type AppLabelersOptions, BLUESKY_LABELER } from './labelers.ts'
import { isOf } from './replace.ts'

export type GetModerationPreferencesOptions = AppLabelersOptions & CallOptions

/** What the account wants to see: what `moderatePost` and the like take. */
export async function getModerationPreferences(
  client: Caller,
  { appLabelers = [BLUESKY_LABELER], ...options }: GetModerationPreferencesOptions = {},
): Promise<ModerationPrefs> {
  const preferences = await readPreferences(client, 'getModerationPreferences', options)
  return moderationPrefs(preferences, appLabelers)
}

/** Picks what concerns moderation. Of several preferences of a kind the last counts. */
export function moderationPrefs(preferences: Preferences, appLabelers: readonly string[]): ModerationPrefs {
  const adultContent = preferences.findLast(isOf('app.bsky.actor.defs#adultContentPref'))
  const subscribed = preferences.findLast(isOf('app.bsky.actor.defs#labelersPref'))
  const mutedWords = preferences.findLast(isOf('app.bsky.actor.defs#mutedWordsPref'))
  const hiddenPosts = preferences.findLast(isOf('app.bsky.actor.defs#hiddenPostsPref'))
  const settings = preferences.filter(isOf('app.bsky.actor.defs#contentLabelPref'))
  const labelers = new Set([...appLabelers, ...(subscribed?.labelers.map(({ did }) => did) ?? [])])
  return {
    adultContentEnabled: adultContent?.enabled ?? false,
    labels: withFormerNames({ ...DEFAULT_LABEL_SETTINGS, ...settingsOf(settings, undefined) }),
    labelers: [...labelers].map((did) => ({ did, labels: settingsOf(settings, did) })),
    mutedWords: mutedWords?.items ?? [],
    hiddenPosts: hiddenPosts?.items ?? [],
  }
}

function settingsOf(
  preferences: readonly ContentLabelPref[],
  labelerDid: string | undefined,
): Record<string, LabelPreference> {
  const meant = preferences.filter((preference) => preference.labelerDid === labelerDid)
  return Object.fromEntries(meant.map(({ label, visibility }) => [label, settingOf(visibility)]))
}

/** A setting that is not known yet is taken for a warning. */
function settingOf(visibility: ContentLabelPref['visibility']): LabelPreference {
  switch (visibility) {
    case 'ignore':
    case 'show':
      return 'ignore'
    case 'hide':
      return 'hide'
    default:
      return 'warn'
  }
}

/** What was said of a label by its former name holds, as in the official app. */
function withFormerNames(labels: Record<string, LabelPreference>): Record<string, LabelPreference> {
  const renamed = { ...labels }
  for (const [label, former] of Object.entries(FORMER_LABELS)) {
    const setting = own(labels, former)
    if (setting) renamed[label] = setting
  }
  return renamed
}
