import { TLDS } from './generated/tlds.ts'

let known: ReadonlySet<string> | undefined

/**
 * Whether a name ends in a top-level domain that exists. In lower case and in ASCII only, as the official app has it.
 *
 * The set is made when a text first needs it: importing costs nothing.
 */
export function hasKnownTld(name: string): boolean {
  known ??= new Set(unpackNames(TLDS))
  const dot = name.lastIndexOf('.')
  return dot !== -1 && known.has(name.slice(dot + 1))
}

function unpackNames(packed: string): string[] {
  let name = ''
  return packed
    .split(/(?=[A-Z])/)
    .map((part) => (name = name.slice(0, part.charCodeAt(0) - 65) + part.slice(1)))
}
