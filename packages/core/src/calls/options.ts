import type { Strictness } from '../wire/index.ts'

/** What an answer says besides its body. */
export interface ResponseInfo {
  readonly status: number
  readonly headers: Headers
  readonly url: string
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call, whatever it is doing; the call then rejects with the signal's reason. */
  signal?: AbortSignal
  /** Added to the client's own headers; a value of this call wins. */
  headers?: Record<string, string>
  /** Milliseconds for the whole call, retries included. Default: the client's. */
  timeout?: number
  /** `false`: no further attempt after one that failed. Default: as the client tries again. */
  retry?: boolean
  /** The MIME type of a binary body. Default: the type of the `Blob`, else what the description says. */
  contentType?: string
  /** What to do with an answer that does not fit its description. Default: the client's. */
  validate?: ValidateMode
  /** How much of the description an answer must keep. Default: the client's. */
  strictness?: Strictness
  /** Is told status and headers before the body is read. */
  onResponse?: (response: ResponseInfo) => void
}

/**
 * What happens to an answer that does not fit its description: `throw` a ValidationError, `warn` and hand it over as
 * it is, or do not look (`off`).
 */
export type ValidateMode = 'throw' | 'warn' | 'off'

/** Options of a walk over pages. */
export interface PageOptions extends CallOptions {
  /** Ends the walk after this many items. Default: no limit. */
  maxItems?: number
}
