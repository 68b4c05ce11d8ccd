import type { RateLimit } from '../base/rate-limit.ts'
import type { ValidationError } from '../errors/validation-error.ts'
import type { Strictness } from '../wire/index.ts'

/** The parts of a response besides its body. */
export interface ResponseInfo {
  readonly status: number
  readonly headers: Headers
  /** The address that responded, after redirects. */
  readonly url: string
  /** The name that the server gave the request: `x-request-id` and the like. */
  readonly requestId: string | undefined
}

/** A response with its body, read and checked. */
export interface ApiResponse<T> extends ResponseInfo {
  readonly data: T
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call, whatever it waits for; the call then rejects with the signal's reason. */
  signal?: AbortSignal
  /** Added to the client's own headers; a value of this call wins. */
  headers?: Record<string, string>
  /** Milliseconds for the whole call, retries included. Default: the client's. */
  timeout?: number
  /** `false`: no retry. Default: the client's. */
  retry?: boolean
  /** The MIME type of a binary body. Default: the type of the `Blob`, else that of the description. */
  contentType?: string
  /** The treatment of a response that does not fit its description. Default: the client's. */
  validate?: ValidateMode
  /** How much of the description a response must keep. Default: the client's. */
  strictness?: Strictness
  /** Receives status and headers before the body is read. */
  onResponse?: (response: ResponseInfo) => void
}

/**
 * The treatment of a response that does not fit its description: `throw` a ValidationError, `warn` and return it as it
 * is, or do not look (`off`).
 */
export type ValidateMode = 'throw' | 'warn' | 'off'

/** Options of a walk over pages. */
export interface PageOptions extends CallOptions {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
}

/** Options of all calls of a client. */
export interface ClientSettings {
  /** Milliseconds for a whole call. 0: no limit. Default: 30,000. */
  timeout?: number
  /** Sent with every call. */
  headers?: Record<string, string>
  /**
   * Names of headers that hold credentials, besides those whose names tell: they are never sent to another host, and no
   * error repeats their values.
   */
  secretHeaders?: readonly string[]
  /** The treatment of a response that does not fit its description. Default: `throw`. */
  validate?: ValidateMode
  /** How much of the description a response must keep. Default: `lenient`. */
  strictness?: Strictness
  /** The treatment of the items of a list that do not fit, in mode `warn`. Default: `keep`. */
  badItems?: 'keep' | 'drop'
  /** The most bytes of a body that is read. Default: 67,108,864 (64 MiB). */
  maxResponseBytes?: number
  /**
   * Receives the error of a response that does not fit, in mode `warn`, and the reason why a walk ends early or may leave
   * items out. Default: `console.warn`.
   */
  onWarning?: (error: ValidationError) => void
  /** Receives the rate limit that a response states, and the name of the call. */
  onRateLimit?: (rateLimit: RateLimit, call: string) => void
}

/** Milliseconds. */
export const DEFAULT_TIMEOUT = 30_000
/** Bytes. */
export const DEFAULT_MAX_RESPONSE_BYTES = 67_108_864
