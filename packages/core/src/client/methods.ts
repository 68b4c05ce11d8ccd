import type { Endpoint } from './endpoint.ts'
import type { ApiResponse } from './options.ts'

/** An endpoint of a client, as a function. */
export interface Method<A extends unknown[], O> extends Endpoint {
  (...args: A): Promise<O>
  /** Calls it, and returns status and headers too. */
  withResponse(...args: A): Promise<ApiResponse<O>>
  /** Checks a response without any request. Throws ValidationError. */
  parse(data: unknown): O
}
