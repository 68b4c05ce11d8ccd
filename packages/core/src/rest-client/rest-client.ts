import { type CallSettings, DEFAULT_TIMEOUT } from '../calls/settings.ts'
import { tell } from '../calls/tell.ts'
import { misfit } from '../errors/validation-error.ts'
import type { OperationData, OutputFor } from '../rest/operation.ts'
import type { FetchHandler } from '../transport/fetch-handler.ts'
import { readRateLimit } from '../transport/rate-limit.ts'
import { send } from '../transport/send.ts'
import { isRaw, isRedirection, mayRedirect, readAnswer } from './answer.ts'
import { bearer } from './headers.ts'
import { bodyOf, type CallArgs, headersOf, requireBody, targetOf } from './request.ts'
import { secretsOf } from './secrets.ts'

/** Decides on calls before they are sent. */
export interface Gate<V = unknown> {
  /** The floor of the types of answers. It is a type only. */
  readonly '~floor'?: () => V

  /** Rejects for a call that is not to be sent; answers with nothing if there is nothing to wait for. */
  admit(
    operation: OperationData,
    client: Pick<RestClient<unknown>, 'request'>,
    signal?: AbortSignal,
  ): Promise<void> | undefined
}

export interface RestClientOptions<V = unknown> extends CallSettings {
  /** The server, with the path that its paths begin with, if any: `https://api.example/v2`. */
  url: string
  /** Whose calls they are. Default: nobody's. */
  accessToken?: string | undefined
  /** Knows what the server can do. Default: nothing is known, and every call is sent. */
  gate?: Gate<V>
  /** Sends a request. Default: the global `fetch`, without retries. */
  fetch?: FetchHandler
}

/** The description of an operation that is called with arguments `A` and answers `O`. */
export type CallableOperation<A extends unknown[], O> = OperationData & {
  readonly '~call'?: (...args: A) => O
}

/** An answer, and what came with it. */
export interface Answered<Body> {
  readonly body: Body
  readonly headers: Headers
}

/**
 * A client that calls operations by their description and holds no tree of them: a bundle has what it names.
 *
 * ```ts
 * import { RestClient } from '@typefed/core/rest-client'
 * import { listBookmarks } from './api/operations.js' // written by `typefed generate`
 *
 * const client = new RestClient({ url: 'https://bookmarks.example', accessToken })
 * const bookmarks = await client.call(listBookmarks, { params: { limit: 40 } })
 * ```
 */
export class RestClient<V = unknown> {
  /** The server: `https://api.example`. */
  readonly origin: string
  /** What all paths begin with: `/v2`; empty if there is nothing. */
  readonly basePath: string
  /** The floor of the types of answers. It is a type only. */
  declare readonly '~floor'?: () => V
  readonly #options: RestClientOptions<V>

  /** Throws ValidationError for options that make no sense. */
  constructor(options: RestClientOptions<V>) {
    if (options.accessToken !== undefined) bearer(options.accessToken)
    const { origin, pathname } = readUrl(options.url)
    this.origin = origin
    this.basePath = pathname.replace(/\/$/, '')
    this.#options = options
  }

  /**
   * Calls an operation: `{ path, params, body }`, and options.
   *
   * Throws ValidationError before anything is sent that the description does not allow, what the gate throws for what it
   * does not let through, ResponseError if the server refuses, NetworkError or TimeoutError if no answer comes,
   * ValidationError for an answer that does not fit.
   */
  async call<A extends unknown[], O>(
    operation: CallableOperation<A, O>,
    ...args: A
  ): Promise<OutputFor<O, V>> {
    const { body } = await this.request(operation, args[0] as CallArgs)
    return body as OutputFor<O, V>
  }

  /** Whether the token goes with the calls of an operation. */
  protected takesToken({ token }: OperationData): boolean {
    return token !== undefined
  }

  /**
   * Calls an operation, and gives the headers of the answer too. Throws as `call` does.
   *
   * @param target path and query to ask instead of the operation's own: where a link of an answer leads
   */
  async request(operation: OperationData, args: CallArgs = {}, target?: string): Promise<Answered<unknown>> {
    const { accessToken, gate, fetch: fetchHandler, ...settings } = this.#options
    const { operationId, method } = operation
    const url = this.origin + (target ?? this.basePath + targetOf(operation, args))
    requireBody(operation, args)
    const token = this.takesToken(operation) ? accessToken : undefined
    const headers = headersOf(operation, args, settings.headers, token)
    // What is described is the answer; and `fetch` would make a read of a write that is sent elsewhere.
    const isAnswer = mayRedirect(operation)
    const redirect = isAnswer || method !== 'GET' ? 'manual' : 'follow'
    return send({
      what: operationId,
      timeout: args.timeout ?? settings.timeout ?? DEFAULT_TIMEOUT,
      signal: args.signal,
      secrets: secretsOf(headers, args.body),
      isStream: isRaw(operation),
      isSuccess: ({ ok, status }) => ok || (isAnswer && isRedirection(status)),
      send: async (signal) => {
        await gate?.admit(operation, this, signal)
        const body = await bodyOf(operation, args, signal)
        // `fetch` gives a form its type, which names the boundary.
        if (body instanceof FormData) delete headers['content-type']
        const init = { body, method, headers, redirect, retry: args.retry, signal: signal ?? null } as const
        const response = await (fetchHandler ? fetchHandler(url, init) : fetch(url, init))
        const rateLimit = settings.onRateLimit && readRateLimit(response.headers)
        if (rateLimit) tell(settings.onRateLimit, rateLimit, operationId)
        tell(args.onResponse, { status: response.status, headers: response.headers, url: response.url })
        return response
      },
      read: async (response) => ({
        body: await readAnswer(operation, response, { ...settings, ...args }),
        headers: response.headers,
      }),
    })
  }
}

function readUrl(url: string): URL {
  const parsed = URL.parse(url)
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed
  throw misfit('options', ['url'], 'an address such as https://api.example', 'another text')
}
