/**
 * The one seam through which everything is sent: shaped like `fetch`, which is one. It answers with whatever status
 * came and rejects only if no answer came.
 */
export type FetchHandler = (url: string, init: RequestInit) => Promise<Response>
