import { rangeText } from './length.ts'
import { schema, type Schema } from './schema.ts'

export interface StringConstraints {
  /** Bytes of UTF-8, inclusive. */
  readonly minLength?: number
  /** Bytes of UTF-8, inclusive. */
  readonly maxLength?: number
  /** Characters as a person counts them, inclusive. */
  readonly minGraphemes?: number
  /** Characters as a person counts them, inclusive. */
  readonly maxGraphemes?: number
  /** Code points, inclusive. */
  readonly minCharacters?: number
  /** Code points, inclusive. */
  readonly maxCharacters?: number
}

/** Text. Lengths are looked at in strict mode only. */
export function string<T = string>(constraints?: StringConstraints): Schema<T> {
  const faultOf = constraints && lengthFault(constraints)
  return schema(
    'a string',
    (value, context) => {
      if (typeof value !== 'string') return context.fail('a string', value)
      const fault = faultOf && context.strict ? faultOf(value) : ''
      return fault ? context.fail(fault, value) : true
    },
    constraints ? { primitive: 'string' } : { primitive: 'string', plain: true },
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

/** Text in a format. The format, and any length, is looked at in strict mode only. */
export function formatted<T = string>(
  name: string,
  isFormat: (text: string) => boolean,
  constraints?: StringConstraints,
  { expression, minLength = 0, maxLength }: CommonForm = NO_COMMON_FORM,
): Schema<T> {
  const faultOf = constraints && lengthFault(constraints)
  const commonLength = faultOf ? -1 : maxLength
  return schema(
    name,
    (value, context) => {
      if (typeof value !== 'string') return context.fail(name, value)
      if (!context.strict) return true
      const { length } = value
      if (length <= commonLength && length >= minLength && expression.test(value)) return true
      const fault = isFormat(value) ? faultOf?.(value) : name
      return fault ? context.fail(fault, value) : true
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

/** The length of a text as UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // Both halves of a surrogate pair count two; a lone one is written as U+FFFD, three bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && !isPaired(text, i, unit) ? 2 : 1
  }
  return bytes
}

let segmenter: Intl.Segmenter | undefined

/** The number of characters as a person counts them (extended grapheme clusters). */
export function graphemeLength(text: string): number {
  segmenter ??= new Intl.Segmenter()
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

function isPaired(text: string, index: number, unit: number): boolean {
  if (unit < 0xd800 || unit > 0xdfff) return false
  const other = unit < 0xdc00 ? text.charCodeAt(index + 1) : text.charCodeAt(index - 1)
  return unit < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff
}

/** What is wrong with a text's length, '' if nothing is. Counts only when the number of UTF-16 units leaves a doubt. */
function lengthFault(bounds: StringConstraints): (text: string) => string {
  const { minLength = 0, maxLength = Infinity, minGraphemes = 0, maxGraphemes = Infinity } = bounds
  const { minCharacters = 0, maxCharacters = Infinity } = bounds
  return (text) => {
    const units = text.length
    if (units < minLength || units * 3 > maxLength) {
      const bytes = utf8Length(text)
      if (bytes < minLength || bytes > maxLength) {
        return `a string of ${rangeText(bounds.minLength, bounds.maxLength)} bytes of UTF-8`
      }
    }
    if (minGraphemes > 0 || units > maxGraphemes) {
      const graphemes = graphemeLength(text)
      if (graphemes < minGraphemes || graphemes > maxGraphemes) {
        return `a string of ${rangeText(bounds.minGraphemes, bounds.maxGraphemes)} graphemes`
      }
    }
    if (minCharacters > 0 || units > maxCharacters) {
      const characters = [...text].length
      if (characters < minCharacters || characters > maxCharacters) {
        return `a string of ${rangeText(bounds.minCharacters, bounds.maxCharacters)} characters`
      }
    }
    return ''
  }
}
