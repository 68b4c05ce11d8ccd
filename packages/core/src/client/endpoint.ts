import type { Schema } from '../wire/index.ts'

/** The methods that endpoints are called with. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The way of a walk over pages: in the server's order, or back. */
export type Direction = 'next' | 'prev'

/** A page of a walk, to find the one beside it. */
export interface Place {
  /** The parameters of the first page. */
  readonly start: URLSearchParams
  /** Path and query of this page. */
  readonly path: string
  /** The parameters in the server's link to the page beside, if there is one. */
  readonly link: URLSearchParams | undefined
  readonly items: readonly unknown[]
  readonly body: unknown
}

/** The parts of an endpoint besides its name and place. */
export interface EndpointParts {
  /** What goes into the query string. */
  readonly params?: Schema<unknown>
  /** The parameters that are lists and sent as `name[]`, once for each item. */
  readonly brackets?: readonly string[]
  /** The arguments that go into headers, and which. */
  readonly headers?: Readonly<Record<string, string>>
  /** A schema for JSON, or the MIME type of a binary body. */
  readonly body?: Schema<unknown> | string
  /** Writes the body as a form, if it holds a file. Absent where it never does: then the body is JSON. */
  readonly form?: (
    body: object,
    always: boolean,
    signal?: AbortSignal,
  ) => Promise<FormData | string | undefined>
  /** The body is a form in any case. */
  readonly encoding?: 'multipart'
  /** A schema for JSON, or the MIME type of another body; absent where there is none. */
  readonly output?: Schema<unknown> | string
  /** The statuses of success. Default: every one from 200 to 299. */
  readonly statuses?: readonly number[]
  /** The names of the errors that the description lists. */
  readonly errors?: readonly string[]
  /** The way to the next page: a cursor in the response, its `Link` header, or counting with `offset`. */
  readonly pages?: 'cursor' | 'link' | 'offset'
  /** The property of the response that holds the items of a page. Default: the response is the list, or one item. */
  readonly items?: string
  /** The property of an item that identifies it where it may come again on a later page. */
  readonly key?: string
  /** `id`: the position of a page in a `Link` header is the id of an item. */
  readonly cursor?: 'id'
  /** Finds the parameters of the page beside one, where a link does not say it all. */
  readonly move?: (place: Place, to: Direction) => URLSearchParams | undefined
  /** Going back, a page need not hold the items right beside those of the page before. */
  readonly gaps?: true
  /** How the messages of a stream are written: `xrpc.v1.json`. Default: `xrpc.v0.cbor`. */
  readonly subprotocol?: string
  /** The schema of the messages of a stream. */
  readonly message?: Schema<unknown>
  /** The first release that has it, `0.0.0` from the beginning; absent where the description does not say. */
  readonly requires?: string
  /** The first release that has it no more, or `unknown` where it is gone and the description does not say since when. */
  readonly until?: string
  /** The level of the API that brought it. */
  readonly apiVersion?: number
  /** Whose token it takes, `app` meaning that the client's own is enough; absent where none is of use. */
  readonly token?: 'optional' | 'user' | 'app'
  /** Each is enough by itself; of several in one, separated by spaces, all are needed. */
  readonly scopes?: readonly string[]
  readonly deprecated?: true
}

/** Describes one call of a server. It is data; a client calls it. An XRPC endpoint is one with the path `/xrpc/<nsid>`. */
export interface Endpoint extends EndpointParts {
  /** The NSID of a lexicon, or the id of an operation: `app.bsky.feed.getTimeline`, `getHomeTimeline`. */
  readonly name: string
  readonly method: HttpMethod
  /** The template of the path: `/api/v1/statuses/{id}`. */
  readonly path: string
}

/** An endpoint with the signature of its call: `(params: P, options?: CallOptions) => O`. */
export interface CallableEndpoint<F> extends Endpoint {
  readonly '~call'?: F
}

/** An endpoint that comes in pages. */
export interface PagedEndpoint<F, Item> extends Endpoint {
  readonly '~call'?: F
  readonly pages: 'cursor' | 'link' | 'offset'
  readonly '~item'?: Item
}

/** The arguments of a call, by its signature. */
export type ArgsOf<F> = F extends (...args: infer A) => unknown ? A : never

/** The output of a call, by its signature. */
export type ResultOf<F> = F extends (...args: never) => infer O ? O : never

/** A type of response that depends on the oldest server that a client wants to talk to. */
export interface Versioned {
  readonly floor: unknown
  readonly output: unknown
}

/** The response that a client with a floor of versions gets. */
export type OutputFor<O, V> = O extends Versioned ? (O & { readonly floor: V })['output'] : O
