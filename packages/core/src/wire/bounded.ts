import { rangeText } from './length.ts'
import { schema, type Schema } from './schema.ts'
import { string } from './string.ts'

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

/**
 * Text of some length, and in the form that `inner` wants. Lengths are looked at in strict mode only.
 *
 * Apart from `string`, so that a bundle counts graphemes only if one of its schemas does.
 */
export function bounded<T = string>(
  constraints: StringConstraints,
  inner: Schema<unknown> = string(),
): Schema<T> {
  const faultOf = lengthFault(constraints)
  const { check } = inner['~wire']
  return schema(
    inner.expects,
    (value, context) => {
      if (!check(value, context)) return false
      const fault = context.strict ? faultOf(value as string) : undefined
      return fault ? context.fail(fault.expected, value, fault.received) : true
    },
    { primitive: 'string' },
  )
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

/** Finds a length out of bounds. Counts only when the number of UTF-16 units leaves a doubt. */
function lengthFault(bounds: StringConstraints): (text: string) => Fault | undefined {
  const { minLength, maxLength, minGraphemes, maxGraphemes, minCharacters, maxCharacters } = bounds
  const fault = (count: number, min: number | undefined, max: number | undefined, unit: string) =>
    count < (min ?? 0) || count > (max ?? Infinity)
      ? { expected: `a string of ${rangeText(min, max)} ${unit}`, received: `${count} ${unit}` }
      : undefined
  return (text) => {
    const units = text.length
    return (
      (units < (minLength ?? 0) || units * 3 > (maxLength ?? Infinity)
        ? fault(utf8Length(text), minLength, maxLength, 'bytes of UTF-8')
        : undefined) ??
      (minGraphemes || units > (maxGraphemes ?? Infinity)
        ? fault(graphemeLength(text), minGraphemes, maxGraphemes, 'graphemes')
        : undefined) ??
      (minCharacters || units > (maxCharacters ?? Infinity)
        ? fault([...text].length, minCharacters, maxCharacters, 'characters')
        : undefined)
    )
  }
}

interface Fault {
  readonly expected: string
  readonly received: string
}
