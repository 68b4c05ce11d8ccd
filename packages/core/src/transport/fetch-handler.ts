/** An attempt that failed and is followed by another. */
export interface Retry {
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number
  /** Milliseconds until the next one. */
  readonly delay: number
  /** The response, or the error where none came. */
  readonly failure: unknown
}

/** The options of `fetch`, and those of handlers that retry or add credentials. */
export interface FetchInit extends RequestInit {
  /** `false`: no retry. */
  retry?: boolean | undefined
  /** Receives each attempt that is followed by another. */
  onRetry?: (retry: Retry) => void
  /** Gets every credential that a handler adds to the request, so that no error repeats it. */
  secrets?: Set<string>
}

/**
 * The one seam through which everything is sent: shaped like `fetch`, which is one. It resolves with whatever status
 * came and rejects only if no response came.
 */
export type FetchHandler = (url: string, init: FetchInit) => Promise<Response>

/** Sends a request with the global `fetch`, whichever that is at the moment. */
export const globalFetch: FetchHandler = (url, init) => fetch(url, init)
