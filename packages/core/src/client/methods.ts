import type { ArgsOf, Endpoint, ResultOf } from './endpoint.ts'
import type { ApiResponse } from './options.ts'

/** An endpoint of a client, as a function with the signature `F`. */
export interface Method<F> extends Endpoint {
  (...args: ArgsOf<F>): Promise<ResultOf<F>>
  /** Calls it, and returns status and headers too. */
  withResponse(...args: ArgsOf<F>): Promise<ApiResponse<ResultOf<F>>>
  /** Checks a response without any request. Throws ValidationError. */
  parse(data: unknown): ResultOf<F>
}
