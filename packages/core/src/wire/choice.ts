import type { Issue } from './issue.ts'
import { schema, type Schema } from './schema.ts'

/** A value of one of several forms, which nothing but trying tells apart. The first that fits counts. */
export function choice<T>(forms: () => readonly Schema<unknown>[]): Schema<T> {
  let checks: Schema<unknown>['~wire']['check'][] | undefined
  return schema('one of several forms', (value, context) => {
    const start = context.count()
    let least: Issue[] | undefined
    for (const check of (checks ??= forms().map((form) => form['~wire'].check))) {
      if (check(value, context)) return true
      const issues = context.retract(start)
      if (!least || issues.length < least.length) least = issues
    }
    // What is wrong with the form that comes nearest says most.
    return least ? context.restore(least) : context.fail('one of several forms', value)
  })
}

/** Anything at all, where the description says no more. */
export function anything<T = unknown>(): Schema<T> {
  return schema('anything', () => true)
}

/** Nothing but null. In lenient mode any value passes: a server may have found a use for it. */
export function nothing<T = null>(): Schema<T> {
  return schema('null', (value, context) => !context.strict || value === null || context.fail('null', value))
}
