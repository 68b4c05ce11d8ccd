import { schema, type Schema } from './schema.ts'

/** A property that may be absent. */
export function optional<T>(inner: Schema<unknown>): Schema<T> {
  return schema(inner.expects, inner['~wire'].check, { ...inner['~wire'], optional: true })
}

/** A value that may be null. */
export function nullable<T>(inner: Schema<unknown>): Schema<T> {
  const { check } = inner['~wire']
  return schema(`${inner.expects} or null`, (value, context) => value === null || check(value, context))
}

/** What servers send in place of a value: another type of JSON, or nothing at all. */
export type Instead = 'string' | 'number' | 'boolean' | 'object' | 'null' | 'absent'

/** A value in whose place servers also send something else: in lenient mode that passes. */
export function tolerant<T>(inner: Schema<unknown>, instead: readonly Instead[]): Schema<T> {
  const { check, optional, leavable } = inner['~wire']
  const types = new Set<string>(instead)
  return schema(
    inner.expects,
    (value, context) =>
      (!context.strict && types.has(value === null ? 'null' : typeof value)) || check(value, context),
    { ...(optional && { optional }), ...((leavable || types.has('absent')) && { leavable: true }) },
  )
}

/** A schema that is made when it is first used: for what refers to a definition that may not be evaluated yet. */
export function lazy<T>(target: () => Schema<unknown>): Schema<T> {
  let check: Schema<unknown>['~wire']['check'] | undefined
  return schema('a value', (value, context) => (check ??= target()['~wire'].check)(value, context), {
    target,
  })
}

/** The schema itself, behind any number of `lazy`. */
export function resolve(schema: Schema<unknown>): Schema<unknown> {
  const { target } = schema['~wire']
  return target ? resolve(target()) : schema
}
