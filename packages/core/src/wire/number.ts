import { rangeText } from './length.ts'
import { schema, type Schema } from './schema.ts'

export interface IntegerConstraints {
  /** Inclusive. */
  readonly minimum?: number
  /** Inclusive. */
  readonly maximum?: number
}

/** A whole number that JSON carries exactly. In lenient mode any number passes. */
export function integer<T = number>(constraints?: IntegerConstraints): Schema<T> {
  const { minimum = -Infinity, maximum = Infinity } = constraints ?? {}
  const bounded = constraints !== undefined && Object.keys(constraints).length > 0
  const expects = bounded
    ? `an integer, ${rangeText(constraints.minimum, constraints.maximum)}`
    : 'an integer'
  return schema(
    expects,
    (value, context) => {
      if (typeof value !== 'number') return context.fail('an integer', value)
      const right = !context.strict || (Number.isSafeInteger(value) && value >= minimum && value <= maximum)
      return right || context.fail(expects, value)
    },
    bounded ? { primitive: 'number' } : { primitive: 'number', plain: true },
  )
}

/** `true` or `false`. */
export function boolean<T = boolean>(): Schema<T> {
  return schema(
    'a boolean',
    (value, context) => typeof value === 'boolean' || context.fail('a boolean', value),
    { primitive: 'boolean', plain: true },
  )
}

/** Any number that JSON can carry. In lenient mode its range is not looked at. */
export function number<T = number>(constraints?: IntegerConstraints): Schema<T> {
  const { minimum = -Infinity, maximum = Infinity } = constraints ?? {}
  const expects =
    constraints && Object.keys(constraints).length > 0
      ? `a number, ${rangeText(constraints.minimum, constraints.maximum)}`
      : 'a number'
  return schema(
    expects,
    (value, context) => {
      if (typeof value !== 'number') return context.fail('a number', value)
      const right = !context.strict || (Number.isFinite(value) && value >= minimum && value <= maximum)
      return right || context.fail(expects, value)
    },
    { primitive: 'number' },
  )
}
