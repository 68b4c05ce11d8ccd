import type { RestClient, RestClientOptions } from '../rest-client.ts'
import type { Floor } from '../version/since.ts'
import type { StreamingOptions } from './options.ts'

/** What a client that streams was made with. */
export interface StreamingSettings<V extends Floor> extends RestClientOptions<V> {
  /** How streams are listened to. */
  streaming?: StreamingOptions
  /** The same object for a client and those that were made from it: they share their connections. */
  readonly connections: object
}

/** A client that streams. */
export interface StreamingHost<V extends Floor> extends RestClient<V> {
  /** What it was made with, its token included. `fetch` sends one attempt: a stream has its own way to try again. */
  settings(): StreamingSettings<V>
}
