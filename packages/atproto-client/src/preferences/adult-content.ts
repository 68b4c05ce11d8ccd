import type { CallOptions } from '@typefed/core'
import type { Caller } from '../caller.ts'
import { changePreferences } from './change-preferences.ts'
import { isOf, replace } from './replace.ts'

const TYPE = 'app.bsky.actor.defs#adultContentPref'

/** Says whether the account wants to see adult content at all. Labels of such are hidden otherwise. */
export function setAdultContent(client: Caller, enabled: boolean, options: CallOptions = {}): Promise<void> {
  return changePreferences(client, 'setAdultContent', options, (preferences) =>
    replace(preferences, isOf(TYPE), (current) => ({ ...current, $type: TYPE, enabled })),
  )
}
