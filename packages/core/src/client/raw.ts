import { validationError } from '../errors/validation-error.ts'
import { anything, kindOf, type Schema } from '../wire/index.ts'
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
 * Describes an endpoint for one call. Throws ValidationError for anything but a path, which could lead to another host.
 *
 * @param path `/api/v1/pleroma/…`
 */
export function rawEndpoint(
  method: Endpoint['method'],
  path: string,
  { body, output }: RawArgs<unknown>,
): Endpoint {
  // Two slashes, a backslash or a tab would begin the name of a host.
  const isPath = path.startsWith('/') && URL.parse(path, HOME)?.origin === HOME
  if (!isPath) throw validationError('request', ['path'], 'a path that begins with one /', kindOf(path))
  return {
    // Errors and logs name the call, and a query may hold secrets.
    name: `${method} ${path.replace(/[?#].*/s, '')}`,
    method,
    path,
    token: 'optional',
    ...(body !== undefined && { body: isBinary(body) ? '*/*' : 'application/json' }),
    output: output ?? anything(),
  }
}

const HOME = 'https://server.invalid'
