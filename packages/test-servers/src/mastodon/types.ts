import type { StreamingControl } from './streaming/types.ts'
import type { Problem } from './validate-request.ts'

/** Options of {@link startMastodonSandbox}. */
export interface MastodonSandboxOptions {
  /** Mastodon's version to pretend, such as `3.5.3`. Default: `4.6.0`. */
  version?: string
  /**
   * Other software to pretend, such as `{ name: 'pleroma', version: '2.7.0' }`: it is what the instance and NodeInfo
   * tell. What the API can do stays that of `version`.
   */
  software?: { name: string; version: string }
  /**
   * Send `X-RateLimit-*` headers and answer 429 to what is above; true: 300 calls in 5 minutes for each token.
   * Default: false.
   */
  rateLimits?: boolean | { limit: number; windowSeconds: number }
  /** Results on a page if a call does not say. Default: what the document says of each call. */
  pageSize?: number
  /** Milliseconds for which an uploaded file is being processed. Default: 0, ready at once. */
  mediaProcessing?: number
  /** Milliseconds that work in the background takes, such as taking a deleted post from its files. Default: 300. */
  backgroundWork?: number
  /** Where the instance says that it streams. Default: its own address. */
  streamingUrl?: string
  /** Port on 127.0.0.1. Default: a free one. */
  port?: number
}

/** A person of the sandbox, with a token that may do everything. */
export interface SandboxUser {
  readonly id: string
  readonly acct: string
  readonly token: string
}

/** A request as the sandbox saw it. Holds no secrets. */
export interface SandboxRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case; `authorization` and cookies read `[kept out]`. */
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly at: number
  /** Undefined where no operation fits. */
  operationId: string | undefined
  /** Of the answer; undefined until there is one. */
  status: number | undefined
}

/** A request that the document does not allow. */
export interface Violation {
  readonly method: string
  readonly path: string
  readonly operationId: string | undefined
  readonly problems: readonly Problem[]
}

/** A request that an operation takes, ready to be sent. */
export interface ExampleCall {
  operationId: string
  method: string
  /** With parameters filled in and the query, such as `/api/v1/statuses/1?limit=20`. */
  target: string
  headers: Record<string, string>
  /** Undefined: without a body. */
  body: string | FormData | undefined
  /** The same in parts, for a client that builds requests itself. */
  parts: {
    /** The template, such as `/api/v1/statuses/{id}`. */
    path: string
    pathParams: Readonly<Record<string, string>>
    query: Readonly<Record<string, unknown>>
    headers: Readonly<Record<string, string>>
    body: Readonly<Record<string, unknown>> | undefined
  }
}

/**
 * A sandbox that speaks Mastodon's API on loopback: not a Mastodon server, and every answer says so in
 * `x-typefed-sandbox`. Requests are checked against the document in `specs/mastodon`, answers are made from it.
 */
export interface MastodonSandbox extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** Of the first user, who is on the staff, with all scopes. */
  readonly token: string
  /** The first user. */
  readonly user: SandboxUser
  /** All requests so far, oldest first. */
  readonly requests: readonly SandboxRequest[]
  /** Those that the document does not allow, oldest first; they were answered 422, or 404 where nothing fits. */
  readonly violations: readonly Violation[]
  /** The faults of the sandbox itself, such as a response that is not valid; empty if all is well. */
  readonly faults: readonly Error[]

  /** Adds a person, who is not on the staff. @throws Error when the name is taken */
  createUser(name: string): SandboxUser
  /** Has an author whom the first user follows post public posts, a minute apart. @returns their ids, newest first */
  seedTimeline(options: { statuses: number }): { author: SandboxUser; ids: string[] }
  /**
   * A request that an operation takes, with all that it may be given, about things made for it. So a test can walk
   * through {@link operationIds}.
   *
   * @throws Error when there is no such operation
   */
  exampleCall(operationId: string): ExampleCall
  /** The operations that the pretended version has, in the order of the document. */
  readonly operationIds: readonly string[]
  /** The control of the streams. */
  readonly streaming: StreamingControl
  /** Forgets requests, violations and faults. */
  clear(): void
  /** Breaks all connections and stops. Can be called more than once. */
  close(): Promise<void>
}
