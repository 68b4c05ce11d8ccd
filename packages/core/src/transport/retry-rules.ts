/** The failure of an attempt: the status of its response, or `lost` where none came. */
export type Failure = number | 'lost'

/** The requests that are told apart. A request with an `Idempotency-Key` is written once however often it is sent. */
export type RequestKind = 'idempotent' | 'keyed' | 'other'

/** The failures after which each kind of request is sent again. The guide's table is tested against it. */
export const RETRY_RULES: Readonly<Record<RequestKind, readonly Failure[]>> = {
  idempotent: ['lost', 408, 425, 429, 500, 502, 503, 504],
  // Mastodon 4.6 and 4.7 respond with 500 to each repetition of a key that worked.
  keyed: ['lost', 408, 425, 429, 502, 503, 504],
  // A 429 means that nothing was done.
  other: [429],
}

const IDEMPOTENT = /^(?:GET|HEAD|PUT|DELETE|OPTIONS)$/i

export function requestKind(method = 'GET', headers?: HeadersInit): RequestKind {
  if (IDEMPOTENT.test(method)) return 'idempotent'
  return new Headers(headers).has('idempotency-key') ? 'keyed' : 'other'
}
