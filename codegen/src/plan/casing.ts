/** `a-b.c` becomes `aBC`; what cannot start an identifier gets a `_` in front. */
export function toIdentifier(name: string): string {
  const [first = '', ...rest] = name.split(/[^\p{ID_Continue}$]+/u).filter((part) => part !== '')
  const joined = first + rest.map(upperFirst).join('')
  return /^[\p{ID_Start}$_]/u.test(joined) ? joined : `_${joined}`
}

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** What a constant of a module may not be called. */
export const RESERVED_VALUES: ReadonlySet<string> = new Set(
  [
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends',
    'false finally for function globalThis if implements import in instanceof interface let new null package private',
    'protected public return static super switch this throw true try typeof undefined var void while with yield',
    // Legal, and a trap for what builds objects of a module's exports.
    '__proto__ __esModule',
  ].flatMap((line) => line.split(' ')),
)
