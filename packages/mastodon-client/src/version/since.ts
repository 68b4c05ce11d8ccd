import type { Unsupported } from '../generated/versions.ts'

export type { AnyVersion, Floor, Since, Unsupported } from '../generated/versions.ts'

/**
 * Whether the server does not send this field at all, because it is older or another software. `null` is something
 * else: the server knows the field, and there is nothing in it.
 */
export function isUnsupported(value: unknown): value is Unsupported {
  return value === undefined
}
