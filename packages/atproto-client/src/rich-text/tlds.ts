import list from 'tlds' with { type: 'json' }

let known: ReadonlySet<string> | undefined

/**
 * Whether a name ends in a top-level domain that exists. In lower case only, as the official app has it.
 *
 * The set is made when a text first needs it: importing costs nothing.
 */
export function hasKnownTld(name: string): boolean {
  known ??= new Set(list)
  const dot = name.lastIndexOf('.')
  return dot !== -1 && known.has(name.slice(dot + 1))
}
