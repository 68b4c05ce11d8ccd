/** A range of whole numbers, both ends optional and inclusive. */
export interface LengthRule {
  has(length: number): boolean
  /** `1 to 4`, `at least 1`, `at most 4`. */
  readonly text: string
}

export function lengthRule(bounds: { readonly minLength?: number; readonly maxLength?: number }): LengthRule {
  const { minLength: min = 0, maxLength: max = Infinity } = bounds
  return {
    has: (length) => length >= min && length <= max,
    text: rangeText(bounds.minLength, bounds.maxLength),
  }
}

export function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`
  return max === undefined ? `at least ${min}` : `${min} to ${max}`
}
