import { validationError } from '../errors/validation-error.ts'
import type { FetchInit } from '../transport/fetch-handler.ts'
import { contentTypeOf, isStream, requireBinary } from './body.ts'
import { requireValid } from './checks.ts'
import type { Endpoint, HttpMethod } from './endpoint.ts'
import { findFile } from './files.ts'
import { joinHeaders } from './headers.ts'
import type { CallOptions, ClientSettings } from './options.ts'
import { findSecrets } from './secrets.ts'

/** The arguments of a call, of whatever endpoint. */
export interface CallArgs extends CallOptions {
  readonly path?: Readonly<Record<string, string>>
  readonly params?: object | undefined
  readonly body?: unknown
}

/** A request that is ready to be sent, but for a form: see `writeForm`. */
export interface ApiRequest {
  readonly endpoint: Endpoint
  /** Absolute, or a path where a session knows the server. */
  readonly url: string
  /** The address that responded, for messages: without a query. */
  address?: () => string
  readonly init: FetchInit & { readonly method: HttpMethod; readonly headers: Record<string, string> }
  /** The strings that no error may repeat. A session adds its tokens. */
  readonly secrets: Set<string>
  /** The client's settings, with those of the call. */
  readonly settings: ClientSettings & CallArgs
}

/**
 * Makes the request of a call. Throws ValidationError for arguments that the description does not allow.
 *
 * @param url where it goes: the server and `targetOf`, or where a link leads
 * @param credentials headers that only the server itself may get
 */
export function prepare(
  endpoint: Endpoint,
  args: CallArgs,
  settings: ClientSettings,
  url: string,
  credentials?: Record<string, string>,
): ApiRequest {
  const { name, method, body: expected, output } = endpoint
  const { body } = args
  const isJson = typeof expected === 'object' || expected === 'application/json'
  if (typeof expected === 'object') requireValid(`body of ${name}`, expected, body ?? {})
  else if (expected !== undefined && !isJson) requireBinary(`body of ${name}`, body)
  const file = isJson && !endpoint.form ? findFile(body) : undefined
  if (file)
    throw validationError(`body of ${name}`, file, 'a value of JSON', 'a file, for which it takes a FormData')
  const own: Record<string, string> = { accept: typeof output === 'string' ? output : 'application/json' }
  // `fetch` gives a form its type, which names the boundary.
  if (expected !== undefined && body !== undefined && !(body instanceof FormData))
    own['content-type'] = isJson ? 'application/json' : contentTypeOf(expected, body, args.contentType)
  for (const argument in endpoint.headers) {
    const value = (args as Readonly<Record<string, unknown>>)[argument]
    if (value !== undefined) own[endpoint.headers[argument] as string] = String(value)
  }
  const headers = joinHeaders(own, credentials, settings.headers, args.headers)
  const secrets = findSecrets(headers, body, url, settings.secretHeaders)
  return {
    endpoint,
    url,
    init: {
      method,
      headers,
      // A redirect is for the client to judge: `fetch` would take credentials along, and make reads of writes.
      redirect: 'manual',
      retry: args.retry,
      secrets,
      ...(expected !== undefined &&
        body !== undefined && { body: isJson ? JSON.stringify(body) : (body as BodyInit) }),
      // `fetch` refuses a stream without it.
      ...(isStream(body) && { duplex: 'half' }),
    },
    secrets,
    settings: { ...settings, ...args, headers },
  }
}

/** Writes the body as a form, where it holds a file or must be one; reads streams in it to their ends. */
export async function writeForm({ endpoint, init, settings }: ApiRequest): Promise<void> {
  const { body } = settings
  if (!endpoint.form || typeof body !== 'object' || body === null) return
  const form = await endpoint.form(body, endpoint.encoding === 'multipart', init.signal ?? undefined)
  if (!form) return
  init.body = form
  if (typeof form === 'string') init.headers['content-type'] = 'application/x-www-form-urlencoded'
  else delete init.headers['content-type']
}
