import type { CallOptions } from '@typefed/core'
import type { Typed } from '@typefed/core/lexicon'
import type { HiddenPostsPref } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { type UriLike, uriOf } from '../verbs/subjects.ts'
import type { Caller } from '../caller.ts'
import { changePreferences } from './change-preferences.ts'
import { replaceItems } from './replace.ts'

/** Hides a post from the account, and what quotes it; nobody else sees that. */
export function hidePost(client: Caller, post: UriLike, options: CallOptions = {}): Promise<void> {
  const uri = uriOf(post)
  return changePosts(client, 'hidePost', options, (uris) => (uris.includes(uri) ? uris : [...uris, uri]))
}

/** Shows a hidden post again. */
export function unhidePost(client: Caller, post: UriLike, options: CallOptions = {}): Promise<void> {
  const uri = uriOf(post)
  return changePosts(client, 'unhidePost', options, (uris) =>
    uris.includes(uri) ? uris.filter((other) => other !== uri) : uris,
  )
}

function changePosts(
  client: Caller,
  what: string,
  options: CallOptions,
  change: (uris: string[]) => string[],
): Promise<void> {
  return changePreferences(client, what, options, (preferences) =>
    replaceItems<Typed<HiddenPostsPref>>(preferences, 'app.bsky.actor.defs#hiddenPostsPref', change),
  )
}
