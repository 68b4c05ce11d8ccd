import type { ValidationError } from '../errors/validation-error.ts'
import type { RateLimit } from '../transport/rate-limit.ts'
import type { Strictness } from '../wire/index.ts'
import type { ValidateMode } from './options.ts'

/** How a client makes its calls. */
export interface CallSettings {
  /** Milliseconds for a whole call. 0: no limit. Default: 30,000. */
  timeout?: number
  /** Sent with every call. */
  headers?: Record<string, string>
  /** What happens to an answer that does not fit its description. Default: `throw`. */
  validate?: ValidateMode
  /** How much of the description an answer must keep. Default: `lenient`. */
  strictness?: Strictness
  /** What happens to the items of a list that do not fit, in mode `warn`. Default: `keep`. */
  badItems?: 'keep' | 'drop'
  /** Is told of an answer that does not fit, in mode `warn`. Default: `console.warn`. */
  onWarning?: (error: ValidationError) => void
  /** Is told what each answer says of the rate limit, and which call it was. */
  onRateLimit?: (rateLimit: RateLimit, call: string) => void
}

/** Milliseconds. */
export const DEFAULT_TIMEOUT = 30_000
