/** Throws if something does not hold. */
export function require(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise)
}
