import { reasonOf } from '../base/failure.ts'
import { orAbort } from '../base/or-abort.ts'
import { isRedirect, readTarget } from '../client/redirects.ts'
import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { type FetchHandler, type FetchInit, globalFetch } from '../transport/fetch-handler.ts'
import { addressFault, type AddressRules } from './address-fault.ts'
import { boundedBody } from './bounded-body.ts'
import { Failures } from './failures.ts'

/** How public addresses are asked. */
export interface PublicFetchOptions extends AddressRules {
  /** Sends a request. Default: the global `fetch`. */
  fetch?: FetchHandler | undefined
  /** Bytes that a body may have. Default: 65,536. */
  maxBytes?: number | undefined
  /** Milliseconds for a request and its body. Default: 10,000. */
  timeout?: number | undefined
  /** Milliseconds for which an address that failed is not asked again. Default: 60,000. */
  rememberFailures?: number | undefined
  /** Addresses that the user gave: their origins are not judged. Default: none. */
  trusted?: readonly string[] | undefined
}

const MAX_REDIRECTS = 3

/** Headers of a request that say who asks. */
const CREDENTIALS = /^(?:authorization|cookie|dpop)$/i

/**
 * Makes a `fetch` for addresses that the network names: see the README of this room.
 *
 * It rejects with a NetworkError for an address that is not public, a redirect to elsewhere, a connection that fails and
 * an address that failed just now; with a TimeoutError past the deadline; with the reason of the caller's signal. Reading
 * the body rejects with a NetworkError if it is too large, and with a TimeoutError past the deadline.
 */
export function publicFetch(options: PublicFetchOptions = {}): FetchHandler {
  const { fetch = globalFetch, maxBytes = 65_536, timeout = 10_000, rememberFailures = 60_000 } = options
  const trusted = new Set(options.trusted?.map((address) => new URL(address).origin))
  const failures = new Failures(rememberFailures)

  return async (address, { signal: outer, ...init }) => {
    const url = URL.parse(address)
    const fault = url && trusted.has(url.origin) ? undefined : addressFault(address, options)
    if (fault || !url) throw new NetworkError(`${url?.host ?? 'an address'} is not asked: ${fault}`)
    failures.throwFor(url.href)
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(new TimeoutError(url.host, timeout)), timeout)
    // In Node, a body that is left unread must not keep the process.
    if (typeof timer === 'object') (timer as { unref?(): void }).unref?.()
    const signal = outer ? AbortSignal.any([outer, ending.signal]) : ending.signal
    const end = () => clearTimeout(timer)
    const failed = (error: unknown): unknown => {
      end()
      if (outer?.aborted) return outer.reason
      const isKnown = error instanceof NetworkError
      return failures.add(
        url.href,
        isKnown ? error : new NetworkError(`${url.host}: ${reasonOf(error)}`, { cause: error }),
      )
    }
    try {
      const headers = [...new Headers(init.headers)].filter(([name]) => !CREDENTIALS.test(name))
      const request: FetchInit = { ...init, headers: Object.fromEntries(headers), redirect: 'manual', signal }
      const response = await orAbort(follow(fetch, url, request), signal)
      if (!response.ok) failures.add(url.href, new NetworkError(`${url.host}: status ${response.status}`))
      const body =
        response.body && boundedBody(response.body, { maxBytes, what: url.host, signal, end, failed })
      if (!body) end()
      return new Response(body, response)
    } catch (error) {
      throw failed(error)
    }
  }
}

/** Follows redirects on the same host. */
async function follow(fetch: FetchHandler, url: URL, init: FetchInit): Promise<Response> {
  let at = url
  for (let count = 0; ; count++) {
    const response = await fetch(at.href, init)
    if (!isRedirect(response)) return response
    response.body?.cancel().catch(() => {})
    const target = readTarget(response, at.href)
    if (target?.origin !== url.origin || count === MAX_REDIRECTS)
      throw new NetworkError(`${url.host}: it redirects to elsewhere`)
    at = target
  }
}
