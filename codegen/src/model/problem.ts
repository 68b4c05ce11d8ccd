/** Something in the input that must be put right by whoever wrote it. */
export interface Problem {
  readonly file: string
  /** Where in the file: `defs.main.output.schema`; empty for the file as a whole. */
  readonly path: string
  /** What is wrong and what was expected. */
  readonly message: string
  /** Where the path leads to in the file, counted from 1; absent where nobody has looked. */
  readonly at?: { readonly line: number; readonly column: number }
}

/** Stops a generation. Nothing has been written when it is thrown. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const sorted = sortProblems(problems)
    super(sorted.map(formatProblem).join('\n'))
    this.problems = sorted
  }
}

/** One line. */
export function formatProblem({ file, path, message, at }: Problem): string {
  const place = at ? `${file}:${at.line}:${at.column}` : file
  return path ? `${place}: ${path}: ${message}` : `${place}: ${message}`
}

/** Sorted by file, then path, then message; said once each. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const byLine = new Map(problems.map((problem) => [formatProblem(problem), problem]))
  return [...byLine.values()].sort(
    (a, b) => compare(a.file, b.file) || compare(a.path, b.path) || compare(a.message, b.message),
  )
}

/** A path as a person writes it: `defs.main.properties["a-b"]`. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!/^[\w$]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path ? `${path}.${key}` : key
}

/** By code units, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
