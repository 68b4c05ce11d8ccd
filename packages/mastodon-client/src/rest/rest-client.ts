import {
  type CallSettings,
  DEFAULT_TIMEOUT,
  type FetchHandler,
  misfit,
  readRateLimit,
  send,
  tell,
} from '@typefed/core'
import type { OperationData, OutputFor } from '@typefed/core/rest'
import type { VersionGate } from '../version/version-gate.ts'
import type { AnyVersion, Floor } from '../version/since.ts'
import { isRaw, isRedirection, mayRedirect, readAnswer } from './answer.ts'
import { bearer } from './headers.ts'
import { bodyOf, type CallArgs, headersOf, requireBody, targetOf } from './request.ts'
import { secretsOf } from './secrets.ts'

export interface RestClientOptions<V extends Floor = AnyVersion> extends CallSettings {
  /** The server: `https://mastodon.example`. */
  url: string
  /** Whose calls they are. Default: nobody's. */
  accessToken?: string | undefined
  /** Knows what the server can do. Default: nothing is known, and every call is sent. */
  gate?: VersionGate<V>
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
 * import { RestClient } from '@typefed/mastodon-client/slim'
 * import { getHomeTimeline } from '@typefed/mastodon-client/operations'
 *
 * const client = new RestClient({ url: 'https://mastodon.example', accessToken })
 * const statuses = await client.call(getHomeTimeline, { params: { limit: 40 } })
 * ```
 */
export class RestClient<V extends Floor = AnyVersion> {
  /** The server: `https://mastodon.example`. */
  readonly origin: string
  readonly #options: RestClientOptions<V>

  /** Throws ValidationError for options that make no sense. */
  constructor(options: RestClientOptions<V>) {
    if (options.accessToken !== undefined) bearer(options.accessToken)
    this.origin = originOf(options.url)
    this.#options = options
  }

  /**
   * Calls an operation: `{ path, params, body }`, and options.
   *
   * Throws ValidationError before anything is sent that the description does not allow, UnsupportedVersionError before
   * anything is sent that the server is known to be too old for, ResponseError if the server refuses, NetworkError or
   * TimeoutError if no answer comes, ValidationError for an answer that does not fit.
   */
  async call<A extends unknown[], O>(
    operation: CallableOperation<A, O>,
    ...args: A
  ): Promise<OutputFor<O, V>> {
    const { body } = await this.request(operation, args[0] as CallArgs)
    return body as OutputFor<O, V>
  }

  /**
   * Calls an operation, and gives the headers of the answer too. Throws as `call` does.
   *
   * @param target path and query to ask instead of the operation's own: where a link of an answer leads
   */
  async request(operation: OperationData, args: CallArgs = {}, target?: string): Promise<Answered<unknown>> {
    const { accessToken, gate, fetch: fetchHandler, ...settings } = this.#options
    const { operationId, method } = operation
    const url = this.origin + (target ?? targetOf(operation, args))
    requireBody(operation, args)
    const headers = headersOf(operation, args, settings.headers, accessToken)
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
        const { retry } = args
        const init = { body, method, headers, redirect, retry, signal: signal ?? null } as const
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

function originOf(url: string): string {
  const parsed = URL.parse(url)
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed.origin
  throw misfit('options', ['url'], 'an address such as https://mastodon.example', 'another text')
}
