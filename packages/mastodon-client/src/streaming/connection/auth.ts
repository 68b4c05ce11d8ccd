import { bearer } from '@typefed/core/internal'
import type { StreamingOptions } from '../options.ts'

/** Where a WebSocket carries the token. */
export interface SocketAuth {
  readonly headers?: Record<string, string>
  readonly protocols?: string[]
  readonly query?: Record<string, string>
}

/** What a subprotocol may be made of. */
const PROTOCOL = /^[\w!#$%&'*+.^`|~-]+$/

/** Puts a token where the runtime can have it, or where it is told to. */
export function socketAuth(
  accessToken: string | undefined,
  headers: Record<string, string> | undefined,
  way: StreamingOptions['auth'] = 'auto',
): SocketAuth {
  const canSetHeaders = takesHeaders()
  const own = canSetHeaders && headers ? { headers } : {}
  if (accessToken === undefined) return own
  if (way === 'header' || (way === 'auto' && canSetHeaders)) {
    return { headers: { ...headers, ...bearer(accessToken) } }
  }
  if (way === 'subprotocol' || (way === 'auto' && PROTOCOL.test(accessToken))) {
    return { ...own, protocols: [accessToken] }
  }
  return { ...own, query: { access_token: accessToken } }
}

/** Whether WebSockets of this runtime take headers: those of Node, Bun and Deno do, those of browsers and workers not. */
function takesHeaders(): boolean {
  const { process } = globalThis as { process?: { versions?: Readonly<Record<string, string>> } }
  // What is built for browsers may bring a `process`, but no version of Node; workers bring both.
  return (
    process?.versions?.['node'] !== undefined && !/Cloudflare/.test(globalThis.navigator?.userAgent ?? '')
  )
}
