import type { Typed } from '@typefed/core/lexicon'
import type {
  HiddenPostsPref,
  MutedWordsPref,
  Preferences,
} from '../generated/lexicons/app.bsky.actor.defs.ts'

export type Preference = Preferences[number]

/** Tells the preferences of a kind. */
export function isOf<T extends Preference['$type']>(
  type: T,
): (preference: Preference) => preference is Extract<Preference, { $type: T }> {
  return (preference): preference is Extract<Preference, { $type: T }> => preference.$type === type
}

/**
 * Puts another in the place of a preference. Where apps have left several of a kind, the last is the one that counts. If
 * it stays the same, so do all.
 */
export function replace<T extends Preference>(
  preferences: Preferences,
  isOne: (preference: Preference) => preference is T,
  change: (current: T | undefined) => T | undefined,
): Preferences {
  const current = preferences.findLast(isOne)
  const changed = change(current)
  if (!changed || changed === current) return preferences
  return [...preferences.filter((preference) => !isOne(preference)), changed]
}

/** Changes the items of a preference that is a list of such. */
export function replaceItems<T extends Typed<MutedWordsPref> | Typed<HiddenPostsPref>>(
  preferences: Preferences,
  $type: T['$type'],
  change: (items: T['items']) => T['items'],
): Preferences {
  const isOne = (preference: Preference): preference is T => preference.$type === $type
  return replace<T>(preferences, isOne, (current) => {
    const before: T['items'] = current?.items ?? []
    const items = change(before)
    return items === before ? current : ({ ...current, $type, items } as T)
  })
}
