/** What `fetch` takes, and what only a handler that tries again looks at. */
export interface FetchInit extends RequestInit {
  /** `false`: no further attempt after one that failed. */
  retry?: boolean | undefined
}

/**
 * The one seam through which everything is sent: shaped like `fetch`, which is one. It answers with whatever status
 * came and rejects only if no answer came.
 */
export type FetchHandler = (url: string, init: FetchInit) => Promise<Response>
