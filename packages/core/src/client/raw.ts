import { validationError } from '../errors/validation-error.ts'
import { anything, type Schema } from '../wire/index.ts'
import { isBinary } from './body.ts'
import type { Endpoint } from './endpoint.ts'
import type { CallArgs } from './prepare.ts'

/** The arguments of a call to an endpoint that has no description. */
export interface RawArgs<T> extends Omit<CallArgs, 'path'> {
  /**
   * Checks and types the response: a schema. A MIME type of text gives a string, another one the response itself.
   * Default: any JSON.
   */
  readonly output?: Schema<T> | (string & {})
}

/**
 * Describes an endpoint for one call. Throws ValidationError for a path that does not begin with a slash.
 *
 * @param path `/api/v1/pleroma/…`
 */
export function rawEndpoint(
  method: Endpoint['method'],
  path: string,
  { body, output }: RawArgs<unknown>,
): Endpoint {
  if (!path.startsWith('/'))
    throw validationError('request', ['path'], 'a path that begins with /', 'another string')
  return {
    name: `${method} ${path}`,
    method,
    path,
    token: 'optional',
    ...(body !== undefined && { body: isBinary(body) ? '*/*' : 'application/json' }),
    output: output ?? anything(),
  }
}
