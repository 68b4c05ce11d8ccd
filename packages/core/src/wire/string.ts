import { schema, type Schema } from './schema.ts'

/** Text of any length. */
export function string<T = string>(): Schema<T> {
  return schema(
    'a string',
    (value, context) => typeof value === 'string' || context.fail('a string', value),
    { primitive: 'string', plain: true },
  )
}

/**
 * What nearly every text of a format looks like: an expression without counted repetitions, which cost most, for
 * texts so short that no count can be exceeded.
 */
export interface CommonForm {
  readonly expression: RegExp
  /** UTF-16 units, inclusive. */
  readonly minLength?: number
  /** UTF-16 units, inclusive. */
  readonly maxLength: number
}

/** Text in a format. The format is looked at in strict mode only. */
export function formatted<T = string>(
  name: string,
  isFormat: (text: string) => boolean,
  { expression, minLength = 0, maxLength }: CommonForm = NO_COMMON_FORM,
): Schema<T> {
  return schema(
    name,
    (value, context) => {
      if (typeof value !== 'string') return context.fail(name, value)
      if (!context.strict) return true
      const { length } = value
      if (length <= maxLength && length >= minLength && expression.test(value)) return true
      return isFormat(value) || context.fail(name, value)
    },
    { primitive: 'string' },
  )
}

const NO_COMMON_FORM: CommonForm = { expression: /^/, maxLength: -1 }

/** One of a closed set of values. In lenient mode others of the same type pass: a newer server may have more. */
export function oneOf<T>(values: readonly (string | number | boolean)[]): Schema<T> {
  const type = typeof values[0] as 'string' | 'number' | 'boolean'
  const expects = values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
  const isIn = new Set<unknown>(values)
  return schema(
    expects,
    (value, context) =>
      isIn.has(value) || (!context.strict && typeof value === type) || context.fail(expects, value),
    { primitive: type },
  )
}

/** One value. In lenient mode others of the same type pass. */
export function constant<T>(value: string | number | boolean): Schema<T> {
  return oneOf([value])
}
