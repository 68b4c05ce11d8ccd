/**
 * What a field is that the server does not send, because it is older or another software: `undefined`, so that `?.` and
 * `??` work on it and `JSON.stringify` leaves it out. `null` is something else: the server knows the field, and there is
 * nothing in it.
 */
export type Unsupported = undefined

/**
 * A field that not every server has: `T` if a client whose floor is `V` only meets servers of the versions `From`, which
 * have it, else `T | Unsupported`.
 *
 * A client without a floor meets all of them, so `V` is then the union of all floors and of a member that no `From` has.
 * An entity declares `out V`, since the compiler would take a conditional type to hold both ways; so a `Status<'4.3'>`
 * is a `Status`, and not the reverse.
 */
export type Since<V extends string, From extends string, T> = [V] extends [From] ? T : T | Unsupported

/** Whether the server does not send this field at all. */
export function isUnsupported(value: unknown): value is Unsupported {
  return value === undefined
}
