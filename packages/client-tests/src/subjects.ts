import type { AtprotoClient } from '@typefed/atproto-client'
import type { MastodonClient } from '@typefed/mastodon-client'
import type { ApiResponse } from '@typefed/core'
import type { CallOptions } from '@typefed/core'
import { sendJson, type Respond } from './loopback.ts'
import { type CommonOptions, newAtproto, newMastodon, type RawOptions } from './clients.ts'

/** A client that is logged in, behind calls that both clients have. */
export interface Api {
  /** Reads the home timeline with the account's credentials. */
  read(options?: CallOptions): Promise<unknown>
  /** Writes a post. An idempotency key is given as a header. */
  write(options?: CallOptions): Promise<unknown>
  /** Walks over all pages of the home timeline. */
  walk(options?: CallOptions & { maxItems?: number }): Promise<unknown[]>
  /** Reads a list whose items are small. */
  list(options?: CallOptions): Promise<readonly unknown[]>
  /** Uploads a file. */
  upload(options?: CallOptions): Promise<unknown>
  /** Sends a request that no description is needed for; by default to the path of `read` or `write`. */
  send(method: Method, options?: RawOptions, path?: string): Promise<unknown>
  /** Reads the home timeline, with what the response says beside it. */
  readWithResponse(options?: CallOptions): Promise<ApiResponse<unknown>>
}

/** The methods of HTTP that an API uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A client under test. */
export interface Subject {
  readonly name: 'AtprotoClient' | 'MastodonClient'
  /** The methods that its calls can have. */
  readonly methods: readonly Method[]
  /** The secret that its requests carry and no other server may see. */
  readonly token: string
  /** The paths of `read` and `write`. */
  readonly paths: { readonly read: string; readonly write: string }
  /** Responds to what a client asks while it is being made. */
  readonly setUp: Respond
  connect(url: string, options?: CommonOptions): Promise<Api>
  /** A response of `read` with these posts, and one of `list` with these items. */
  timeline(posts: readonly unknown[]): unknown
  listOf(items: readonly unknown[]): unknown
  /** An item of `list` that fits its description. */
  item(index: number): unknown
}

export const DID = 'did:plc:2222222222222222222222aa'
export const HANDLE = 'alice.test'
const PICTURE = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)], {
  type: 'image/png',
})

/** A token as a PDS gives it, valid for an hour. */
export function jwt(scope: string, lifetime = 3_600): string {
  const now = Math.floor(Date.now() / 1_000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { scope: `com.atproto.${scope}`, sub: DID, iat: now, exp: now + lifetime }
  return [part({ typ: 'at+jwt', alg: 'ES256K' }), part(payload), part({ signature: scope })].join('.')
}

export const ACCESS_JWT = jwt('access')
export const REFRESH_JWT = jwt('refresh', 7_776_000)
export const ACCESS_TOKEN = 'tok/5e1f+9c77=Kd02'

/** The session of the account, as it was saved. */
export function savedSession(url: string): string {
  return [HANDLE, DID, ACCESS_JWT, REFRESH_JWT, url].join(':::')
}

/** The calls of a client of Bluesky. */
export function atprotoApi(client: AtprotoClient): Api {
  const { feed, actor } = client.app.bsky
  const byMethod = (method: string) => (method === 'GET' ? ATPROTO.paths.read : ATPROTO.paths.write)
  return {
    read: (options) => feed.getTimeline({}, options),
    write: (options) => client.sendPost('Hello', { facets: [], ...options }),
    walk: (options) => feed.getTimeline.paginate({}, options).toArray(),
    list: async (options) => (await actor.searchActors({ q: 'a' }, options)).actors,
    upload: (options) => client.com.atproto.repo.uploadBlob(PICTURE, options),
    async send(method, options, path = byMethod(method)) {
      if (method !== 'GET' && method !== 'POST') throw new Error(`XRPC has no ${method}`)
      return client.request(method, path, options)
    },
    readWithResponse: (options) => feed.getTimeline.withResponse({}, options),
  }
}

export const ATPROTO: Subject = {
  name: 'AtprotoClient',
  methods: ['GET', 'POST'],
  token: ACCESS_JWT,
  paths: { read: '/xrpc/app.bsky.feed.getTimeline', write: '/xrpc/com.atproto.repo.createRecord' },
  setUp: (_, response) => sendJson(response, { did: DID, handle: HANDLE }),
  async connect(url, options) {
    const client = newAtproto({ service: url, ...options })
    await client.login({ session: savedSession(url) })
    return atprotoApi(client)
  },
  timeline: (feed) => ({ feed }),
  listOf: (actors) => ({ actors }),
  item: (index) => ({ did: DID, handle: `user${index}.test` }),
}

/** The calls of a client of Mastodon. */
export function mastodonApi(client: MastodonClient): Api {
  const { api } = client
  const byMethod = (method: string) => (method === 'GET' ? MASTODON.paths.read : MASTODON.paths.write)
  return {
    read: (options) => api.v1.timelines.home.get(options),
    write: (options) => api.v1.statuses.post({ body: { status: 'Hello' }, ...options }),
    walk: (options) => api.v1.timelines.home.get.paginate(options).toArray(),
    list: (options) => api.v1.lists.get(options),
    upload: (options) => api.v2.media.post({ body: { file: PICTURE }, ...options }),
    send: async (method, options, path = byMethod(method)) => client.request(method, path, options),
    readWithResponse: (options) => api.v1.timelines.home.get.withResponse(options),
  }
}

export const MASTODON: Subject = {
  name: 'MastodonClient',
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  token: ACCESS_TOKEN,
  paths: { read: '/api/v1/timelines/home', write: '/api/v1/statuses' },
  setUp: (_, response) => sendJson(response, {}),
  connect: async (url, options) => mastodonApi(newMastodon({ url, accessToken: ACCESS_TOKEN, ...options })),
  timeline: (posts) => posts,
  listOf: (items) => items,
  item: (index) => ({ id: `${index}`, title: `List ${index}`, replies_policy: 'list', exclusive: false }),
}

/** Both clients: every attack that one of them can suffer is run over all that can. */
export const SUBJECTS: readonly Subject[] = [ATPROTO, MASTODON]
