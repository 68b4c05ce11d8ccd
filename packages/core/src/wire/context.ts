import { type Issue, makeIssue } from './issue.ts'

/**
 * How much of a description is enforced.
 *
 * - `strict`: all of it: formats, lengths, bounds, closed enums. For what we send.
 * - `lenient`: the shape only: types, required properties, `$type` dispatch. For what others send.
 */
export type Strictness = 'strict' | 'lenient'

/**
 * Checks a value in place. Returns false and adds an issue to the context if the value is wrong; allocates nothing
 * if it is right.
 */
export type Check = (value: unknown, context: Context) => boolean

const MAX_ISSUES = 100
const MAX_DEPTH = 1024

/** The state of one validation. */
export class Context {
  readonly strict: boolean
  issues: Issue[] | undefined
  private depth = 0
  private readonly maxIssues: number

  constructor(strict: boolean, maxIssues: number) {
    this.strict = strict
    this.maxIssues = maxIssues
  }

  /** Adds an issue; `false`, so that a check can return it. */
  fail(expected: string, value: unknown, received?: string): false {
    return this.add(makeIssue(expected, value, received))
  }

  /** Adds an issue with a property of the value being checked. */
  failAt(key: string, expected: string, value: unknown): false {
    return this.add({ ...makeIssue(expected, value), path: [key] })
  }

  /** Puts a key in front of the paths of all issues from number `start` on. */
  within(key: string | number, start: number): false {
    const issues = this.issues ?? []
    for (let i = start; i < issues.length; i++) issues[i]?.path.unshift(key)
    return false
  }

  count(): number {
    return this.issues === undefined ? 0 : this.issues.length
  }

  /** Takes back all issues from number `start` on. */
  retract(start: number): Issue[] {
    const retracted = this.issues?.splice(start) ?? []
    if (start === 0) this.issues = undefined
    return retracted
  }

  /** Adds issues that were taken back. */
  restore(issues: readonly Issue[]): false {
    for (const issue of issues) this.add(issue)
    return false
  }

  /** Goes one object deeper; refuses what would exhaust the stack. */
  enter(value: unknown): boolean {
    if (++this.depth <= MAX_DEPTH) return true
    this.depth--
    return this.fail(`at most ${MAX_DEPTH} levels of nesting`, value)
  }

  leave(): void {
    this.depth--
  }

  private add(issue: Issue): false {
    const issues = (this.issues ??= [])
    if (issues.length < this.maxIssues) issues.push(issue)
    return false
  }
}

/** Checks a value in place. Returns what is wrong with it, `undefined` if nothing is; by default at most 100 issues. */
export function validate(
  schema: { readonly '~wire': { readonly check: Check } },
  value: unknown,
  strictness: Strictness,
  maxIssues: number = MAX_ISSUES,
): Issue[] | undefined {
  const context = new Context(strictness === 'strict', maxIssues)
  schema['~wire'].check(value, context)
  return context.issues
}
