// Plays the servers of both networks, without a network.

export const DID = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
export const HANDLE = 'alice.example.com'
const PDS = 'https://pds.example.com'
const CID = 'bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm'
const BLOB = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'

/** A request as it came. */
export interface Received {
  readonly target: string
  readonly type: string
  readonly size: number
  readonly text: string
}

export interface FetchDouble {
  readonly fetch: typeof fetch
  /** All requests, in order. */
  readonly received: readonly Received[]
  /** Lets the next request to a target fail in a way that is worth another try. */
  failOnce(target: string): void
}

const SESSION = {
  did: DID,
  handle: HANDLE,
  accessJwt: token('access'),
  refreshJwt: token('refresh'),
  active: true,
}

const RESPONSES: Readonly<Record<string, (request: Received) => unknown>> = {
  [`GET https://${HANDLE}/.well-known/atproto-did`]: () => DID,
  [`GET https://plc.directory/${DID}`]: () => ({
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: DID,
    alsoKnownAs: [`at://${HANDLE}`],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: PDS }],
  }),
  [`POST ${PDS}/xrpc/com.atproto.server.createSession`]: () => SESSION,
  [`GET ${PDS}/xrpc/com.atproto.identity.resolveHandle`]: () => ({ did: DID }),
  [`POST ${PDS}/xrpc/com.atproto.repo.uploadBlob`]: ({ type, size }) => ({
    blob: { $type: 'blob', ref: { $link: BLOB }, mimeType: type, size },
  }),
  [`POST ${PDS}/xrpc/com.atproto.repo.createRecord`]: () => ({
    uri: `at://${DID}/app.bsky.feed.post/3ke6kg42cm22s`,
    cid: CID,
  }),
  [`GET ${PDS}/xrpc/app.bsky.feed.getTimeline`]: () => ({ feed: [] }),
  'GET https://mastodon.example.com/api/v2/instance': () => ({
    domain: 'mastodon.example.com',
    version: '4.5.0',
    configuration: { urls: { streaming: 'wss://mastodon.example.com' } },
  }),
  'GET https://mastodon.example.com/api/v1/timelines/home': () => [],
}

export function fetchDouble(): FetchDouble {
  const received: Received[] = []
  const failing = new Set<string>()
  return {
    received,
    failOnce: (target) => void failing.add(target),
    async fetch(input, init) {
      const request = new Request(input, init)
      const { origin, pathname } = new URL(request.url)
      const bytes = await request.arrayBuffer()
      const one: Received = {
        target: `${request.method} ${origin}${decodeURIComponent(pathname)}`,
        type: request.headers.get('content-type') ?? '',
        size: bytes.byteLength,
        text: new TextDecoder().decode(bytes),
      }
      received.push(one)
      if (failing.delete(one.target)) return new Response('busy', { status: 503 })
      const body = RESPONSES[one.target]?.(one)
      if (body === undefined) return Response.json({ error: 'NotFound' }, { status: 404 })
      return typeof body === 'string' ? new Response(body) : Response.json(body)
    },
  }
}

function token(scope: string): string {
  const now = Math.floor(Date.now() / 1000)
  const parts = [{ alg: 'none' }, { sub: DID, scope: `com.atproto.${scope}`, iat: now, exp: now + 3600 }]
  return `${parts.map((part) => btoa(JSON.stringify(part)).replaceAll('=', '')).join('.')}.c2ln`
}
