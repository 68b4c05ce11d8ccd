import type { Caller } from '../xrpc/caller.ts'
import type { PreferenceVerbs } from './methods.ts'

const names: Record<keyof PreferenceVerbs, true> = {
  getModerationPreferences: true,
  getLabelDefinitions: true,
  setAdultContent: true,
  setLabelPreference: true,
  subscribeToLabeler: true,
  unsubscribeFromLabeler: true,
  muteWord: true,
  unmuteWord: true,
  updateMutedWord: true,
  hidePost: true,
  unhidePost: true,
}

/** The verbs about preferences as methods of a client. What they do is loaded with the first call of one. */
export function bindPreferences(client: Caller): PreferenceVerbs {
  const bound: Record<string, unknown> = {}
  for (const name of Object.keys(names) as (keyof PreferenceVerbs)[]) {
    bound[name] = async (...args: unknown[]) => {
      const verbs = await import('./index.ts')
      return (verbs[name] as (client: Caller, ...args: unknown[]) => unknown)(client, ...args)
    }
  }
  return bound as unknown as PreferenceVerbs
}
