import { requireValid } from '../calls/checks.ts'
import type { CallOptions, OperationData } from '../rest/operation.ts'
import { bearer, joinHeaders } from './headers.ts'
import { fillPath } from './path.ts'
import { encodeQuery } from './query.ts'

/** What an operation is called with, of whatever operation. */
export interface CallArgs extends CallOptions {
  readonly path?: Readonly<Record<string, string>>
  readonly params?: object
  readonly body?: object
}

/** Path and query of a call. Throws ValidationError for what the description does not allow. */
export function targetOf(operation: OperationData, { path = {}, params }: CallArgs): string {
  const target = fillPath(operation.path, path)
  if (!operation.params) return target
  requireValid(`parameters of ${operation.operationId}`, operation.params, params ?? {})
  const query = params && encodeQuery(params, operation.arrays)
  return query ? `${target}?${query}` : target
}

/** Checks the body of a call. Throws ValidationError for what the description does not allow. */
export function requireBody({ operationId, body: schema }: OperationData, { body }: CallArgs): void {
  if (schema) requireValid(`body of ${operationId}`, schema, body ?? {})
}

/** The body of a call: a form if it holds a file, or must be one, else JSON, as a text. */
export async function bodyOf(
  operation: OperationData,
  { body }: CallArgs,
  signal: AbortSignal | undefined,
): Promise<string | FormData | null> {
  if (!operation.body || body === undefined) return null
  const form = await operation.form?.(body, operation.encoding === 'multipart', signal)
  return form ?? JSON.stringify(body)
}

/** The headers of a call. Throws ValidationError for what cannot stand in one. */
export function headersOf(
  operation: OperationData,
  args: CallArgs,
  usual: Record<string, string> | undefined,
  accessToken: string | undefined,
): Record<string, string> {
  const { output, headers } = operation
  const own: Record<string, string> = { accept: typeof output === 'string' ? output : 'application/json' }
  if (args.body !== undefined) own['content-type'] = 'application/json'
  if (accessToken !== undefined) own['authorization'] = bearer(accessToken)
  for (const argument in headers) {
    const value = (args as Readonly<Record<string, unknown>>)[argument]
    if (value !== undefined) own[headers[argument] as string] = String(value)
  }
  return joinHeaders(own, usual, args.headers)
}
