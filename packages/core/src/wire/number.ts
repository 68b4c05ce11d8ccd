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
  const expects =
    constraints && Object.keys(constraints).length > 0
      ? `an integer, ${rangeText(constraints.minimum, constraints.maximum)}`
      : 'an integer'
  return schema(
    expects,
    (value, context) => {
      if (typeof value !== 'number') return context.fail('an integer', value)
      const right = !context.strict || (Number.isSafeInteger(value) && value >= minimum && value <= maximum)
      return right || context.fail(expects, value)
    },
    { primitive: 'number' },
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
