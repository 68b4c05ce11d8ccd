import { rangeText } from './length.ts'
import { schema, type Schema } from './schema.ts'

export interface IntegerConstraints {
  /** Inclusive. */
  readonly minimum?: number
  /** Inclusive. */
  readonly maximum?: number
}

/** A whole number that JSON carries exactly. In lenient mode any number passes. */
export function integer<T = number>(range?: IntegerConstraints): Schema<T> {
  return numeric('an integer', Number.isSafeInteger, range)
}

/** Any number that JSON can carry. In lenient mode its range is not looked at. */
export function number<T = number>(range?: IntegerConstraints): Schema<T> {
  return numeric('a number', Number.isFinite, range)
}

function numeric<T>(
  name: string,
  isNumber: (value: unknown) => boolean,
  { minimum, maximum }: IntegerConstraints = {},
): Schema<T> {
  const isBounded = (minimum ?? maximum) !== undefined
  const expects = isBounded ? `${name}, ${rangeText(minimum, maximum)}` : name
  return schema(
    expects,
    (value, context) => {
      if (typeof value !== 'number') return context.fail(name, value)
      const isRight =
        !context.strict ||
        (isNumber(value) && value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity))
      return isRight || context.fail(expects, value)
    },
    { primitive: 'number', ...(isNumber === Number.isSafeInteger && !isBounded && { plain: true }) },
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
