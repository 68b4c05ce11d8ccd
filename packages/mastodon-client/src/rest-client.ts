import type { ApiResponse } from '@typefed/core'
import type { CallArgs, Endpoint } from '@typefed/core/internal'
import {
  RestClient as AnyRestClient,
  type RestClientOptions as AnyRestClientOptions,
} from '@typefed/core/rest-client'
import type { AnyVersion, Floor } from './version/since.ts'
import type { VersionGate } from './version/version-gate.ts'

export interface RestClientOptions<V extends Floor = AnyVersion> extends AnyRestClientOptions<V> {
  /** The server: `https://mastodon.example`. */
  url: string
  /** Knows the server's version. Default: every call is sent. */
  gate?: VersionGate<V>
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
export class RestClient<V extends Floor = AnyVersion> extends AnyRestClient<V> {
  // A server is at the root of its host, whatever page of it the address is of.
  override readonly basePath: string = ''

  /**
   * Sends several redirect addresses in one string, a line each: servers before 4.3 take no list.
   *
   * @internal
   */
  override send(endpoint: Endpoint, args: CallArgs = {}, target?: string): Promise<ApiResponse<unknown>> {
    const { redirect_uris: uris } = Object(args.body) as { redirect_uris?: unknown }
    if (!Array.isArray(uris) || endpoint.path !== '/api/v1/apps') return super.send(endpoint, args, target)
    const body = { ...(args.body as object), redirect_uris: uris.join('\n') }
    return super.send(endpoint, { ...args, body }, target)
  }

  /** OAuth's own calls bring their credentials in the body. */
  protected override takesToken({ token, path }: Endpoint): boolean {
    return token !== undefined || path.startsWith('/api/')
  }
}
