import type { Json } from '../mastodon/document.ts'

/** A post as the double remembers it. */
export interface PostFacts {
  id: string
  text: string
  spoilerText: string
  sensitive: boolean
  visibility: string
  replyTo: string | null
  language: string | null
  /** ISO time. */
  createdAt: string
  /** Undefined: never. */
  editedAt: string | undefined
  /** `MediaAttachment` entities. */
  media: readonly Json[]
  /** The `Poll` entity; null: none. */
  poll: Json | null
}

/** A scheduled post as the double remembers it. */
export interface ScheduledFacts {
  id: string
  scheduledAt: string
  body: Json
}

/** A request that reached a double. */
export interface ForkRequest {
  /** In upper case. */
  method: string
  path: string
  query: URLSearchParams
  /** Fields of a JSON body or form. */
  body: Json
  idempotencyKey: string | undefined
}

/** Answers a request. The last arm of the path is `id` where the route ends in `:id`. */
export type ForkRoute = (request: ForkRequest & { id: string }) => Response | unknown

/** The responses of other software, where they differ from those of the others. */
export interface Fork {
  /** The name shown. */
  readonly name: string
  /** As NodeInfo has it. */
  readonly software: { readonly name: string; readonly version: string }
  /** Bodies of `/api/v1/instance` and `/api/v2/instance`; undefined: 404. */
  readonly instanceV1: Json | undefined
  readonly instanceV2: Json | undefined
  /** The account whose token it is, as posts have it. */
  readonly account: Json
  /** The part that `verify_credentials` adds; undefined: nothing. */
  readonly source: Json | undefined
  /** The `Status` entity without what {@link PostFacts} say. */
  readonly post: Json
  /** Properties of a post for which this software has its own way; laid over the common ones. */
  viewPost?(facts: PostFacts): Json
  /** The list of notifications. */
  readonly notifications: readonly Json[]
  /** The properties of lists of accounts besides `id` and `title`. */
  readonly list: Json
  /** Makes the ids of posts and the like from a count. */
  nextId(count: number): string
  /** The `MediaAttachment` of an upload; undefined: not there. */
  media?(id: string): Json
  /** Which `Link`s pages have. */
  readonly links: 'both' | 'next' | 'none'
  /** The `params` of a scheduled post; undefined: scheduling is not there. */
  viewParams?(facts: ScheduledFacts): Json
  /** Refused, by `METHOD /path` as in routes, with the status. */
  readonly refused?: Readonly<Record<string, number>>
  /** More routes by `METHOD /path`, where `:id` stands for one arm. */
  routes?(): Readonly<Record<string, ForkRoute>>
  /** The response to the deletion of a post, where it is not the post. */
  readonly deleted?: Json
}

/** A server of other software, to be given to a client as its `fetch`. */
export interface ForkDouble {
  readonly name: string
  readonly url: string
  readonly token: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** `GET /api/v1/instance`, oldest first. */
  readonly requests: readonly string[]
}
