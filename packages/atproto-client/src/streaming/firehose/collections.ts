import type { UnknownType } from '@typefed/core/lexicon'
import type { Records } from '../../generated/records.ts'

/** A collection whose records this client has a lexicon of. */
export type KnownCollection = keyof Records

/** Which collections are wanted: one by its name, all below a name (`app.bsky.feed.*`), or all (`*`). */
export type CollectionPattern = KnownCollection | '*' | `${string}.*` | (string & {})

/** The collections that patterns name and this client knows. */
export type KnownIn<Pattern extends string> = string extends Pattern
  ? KnownCollection
  : Pattern extends '*'
    ? KnownCollection
    : Pattern extends `${infer Prefix}.*`
      ? Extract<KnownCollection, `${Prefix}.${string}`>
      : Extract<Pattern, KnownCollection>

/** The others: by their names, or as `UnknownType`, which compares with no name, where they are not named. */
export type OthersIn<Pattern extends string> = string extends Pattern
  ? UnknownType
  : Pattern extends '*' | `${string}.*`
    ? UnknownType
    : Exclude<Pattern, KnownCollection>

/** Whether a collection is wanted. */
export type CollectionFilter = (collection: string) => boolean

/** A filter that lets through what any of the patterns names. */
export function collectionFilter(patterns: readonly string[] = ['*']): CollectionFilter {
  if (patterns.includes('*')) return () => true
  const names = new Set(patterns)
  const prefixes = patterns.filter((pattern) => pattern.endsWith('.*')).map((pattern) => pattern.slice(0, -1))
  return (collection) => names.has(collection) || prefixes.some((prefix) => collection.startsWith(prefix))
}
