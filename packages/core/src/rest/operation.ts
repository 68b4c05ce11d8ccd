import type { CallOptions as AnyCallOptions } from '../calls/options.ts'
import type { Schema } from '../wire/index.ts'
import type { StreamData } from './streams.ts'

/** Options of one call. */
export interface CallOptions extends Omit<AnyCallOptions, 'contentType'> {}

/**
 * A file to send. A `File` has a name and a type of its own. What comes in pieces, a web stream or a stream of Node, is
 * read to its end before it is sent.
 */
export type BinaryBody =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>

/** The methods that operations are called with. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What every operation's description holds. It is data; calling it is the client's work. */
export interface OperationData {
  readonly operationId: string
  readonly method: HttpMethod
  /** The template of the path: `/api/v1/statuses/{id}`. */
  readonly path: string
  /** The first release that has it, `0.0.0` from the beginning; absent where nobody says. */
  readonly requires?: string
  /** The first release that has it no more, or `unknown` where it is gone and nobody says since when. */
  readonly until?: string
  /** The level of the API that brought it. */
  readonly apiVersion?: number
  /** Whose token it takes, `app` meaning that the client's own is enough; absent where none is of use. */
  readonly token?: 'optional' | 'user' | 'app'
  /** Each is enough by itself; of several in one, separated by spaces, all are needed. */
  readonly scopes: readonly string[]
  /** What goes into the query string. */
  readonly params?: Schema<unknown>
  /** The parameters that are lists and sent as `name[]`, once for each item. */
  readonly arrays?: readonly string[]
  /** The arguments that go into headers, and which. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Schema<unknown>
  /** Writes the body as a form, if it holds a file. Absent where it never does: then the body is JSON. */
  readonly form?: (body: object, always: boolean, signal?: AbortSignal) => Promise<FormData | undefined>
  /** The body is a form in any case. */
  readonly encoding?: 'multipart'
  /** A schema for JSON, or the MIME type of another body; absent where there is none. */
  readonly output?: Schema<unknown> | string
  /** The codes of success. Default: 200. */
  readonly statuses?: readonly number[]
  /** How the next page is found: in the `Link` header, or by counting with `offset`. */
  readonly paginated?: 'link' | 'offset'
  /** The property of the answer that holds the items of a page. Default: the answer is the list, or one item. */
  readonly items?: string
  readonly deprecated?: true
}

/** A type of answer that depends on the oldest server that a client wants to talk to. */
export interface Versioned {
  readonly floor: unknown
  readonly output: unknown
}

/** The answer that a client with a floor gets. */
export type OutputFor<O, V> = O extends Versioned ? (O & { readonly floor: V })['output'] : O

/** An operation that needs arguments. */
export interface Operation<A, O> extends OperationData {
  readonly '~call'?: (args: A) => O
}

/** An operation that can do without arguments. */
export interface OptionalOperation<A, O> extends OperationData {
  readonly '~call'?: (args?: A) => O
}

/** An operation that needs arguments and comes in pages. */
export interface PagedOperation<A, O, Item> extends Operation<A, O> {
  readonly paginated: 'link' | 'offset'
  readonly '~item'?: Item
}

/** An operation that can do without arguments and comes in pages. */
export interface OptionalPagedOperation<A, O, Item> extends OptionalOperation<A, O> {
  readonly paginated: 'link' | 'offset'
  readonly '~item'?: Item
}

/**
 * Operations by path: a segment leads to a node, `{}` to what stands behind a parameter, `()` to the stream that the node
 * is, `get` and the like to operations.
 */
export interface Routes {
  readonly [segment: string]: Routes | OperationData | StreamData
}
