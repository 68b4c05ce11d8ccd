import { requireValid } from '@typefed/core'
import type { CallOptions, OperationData } from '@typefed/core/rest'
import { bearer, joinHeaders } from './headers.ts'
import { fillPath } from './path.ts'
import { encodeQuery } from './query.ts'

/** What an operation is called with, of whatever operation. */
export interface CallArgs extends CallOptions {
  readonly path?: Readonly<Record<string, string>>
  readonly params?: object
  readonly body?: object
}

/** A body that is ready to be sent, and its type where `fetch` does not know it. */
interface Body {
  readonly init?: { readonly body: string | FormData }
  readonly type?: string
}

/** Path and query of a call. Throws ValidationError for what the description does not allow. */
export function targetOf(operation: OperationData, { path = {}, params }: CallArgs): string {
  const target = fillPath(operation.path, path)
  if (!operation.params) return target
  requireValid(`parameters of ${operation.operationId}`, operation.params, params ?? {})
  const query = params && encodeQuery(params)
  return query ? `${target}?${query}` : target
}

/** The body of a call: a form if it holds a file, or must be one, else JSON. Throws ValidationError. */
export async function bodyOf(operation: OperationData, { body }: CallArgs): Promise<Body> {
  if (!operation.body) return {}
  requireValid(`body of ${operation.operationId}`, operation.body, body ?? {})
  if (body === undefined) return {}
  const form = await operation.form?.(body, operation.encoding === 'multipart')
  if (form) return { init: { body: form } }
  return { init: { body: JSON.stringify(body) }, type: 'application/json' }
}

/** The headers of a call. Throws ValidationError for what cannot stand in one. */
export function headersOf(
  operation: OperationData,
  args: CallArgs,
  contentType: string | undefined,
  usual: Record<string, string> | undefined,
  accessToken: string | undefined,
): Record<string, string> {
  const { output, token, path, headers } = operation
  const own: Record<string, string> = { accept: typeof output === 'string' ? output : 'application/json' }
  if (contentType !== undefined) own['content-type'] = contentType
  // OAuth's own calls bring their credentials in the body.
  if (accessToken !== undefined && (token || path.startsWith('/api/')))
    own['authorization'] = bearer(accessToken)
  for (const argument in headers) {
    const value = (args as Readonly<Record<string, unknown>>)[argument]
    if (value !== undefined) own[headers[argument] as string] = String(value)
  }
  return joinHeaders(own, usual, args.headers)
}
