/**
 * Properties that may be null or absent. Servers of other software do not keep these apart: where one is right, the
 * other passes in lenient mode.
 */
import { nullable as orNull, optional as orAbsent, type Schema, schema } from '../wire/index.ts'

/** A value that may be null. In lenient mode it may be absent too. */
export function nullable<T>(inner: Schema<unknown>): Schema<T> {
  const made = orNull<T>(inner)
  return { ...made, '~wire': { ...made['~wire'], leavable: true } }
}

/** A property of a body that may be absent, or null for nothing. */
export function clearable<T>(inner: Schema<unknown>): Schema<T> {
  return orAbsent(orNull(inner))
}

/** A property that may be absent. In lenient mode it may be null too. */
export function optional<T>(inner: Schema<unknown>): Schema<T> {
  const { check, ...wire } = inner['~wire']
  return orAbsent(
    schema(
      inner.expects,
      (value, context) => (value === null && !context.strict) || check(value, context),
      wire,
    ),
  )
}
