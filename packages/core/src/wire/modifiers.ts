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

/** A value that servers also send as another type: in lenient mode that passes. */
export function tolerant<T>(
  inner: Schema<unknown>,
  types: readonly ('string' | 'number' | 'boolean')[],
): Schema<T> {
  const { check } = inner['~wire']
  return schema(
    inner.expects,
    (value, context) =>
      (!context.strict && (types as readonly string[]).includes(typeof value)) || check(value, context),
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
