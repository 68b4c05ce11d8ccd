import type { AtprotoClient } from '@typefed/atproto-client'
import type { SessionLike } from '@typefed/atproto-client'
import { type Loopback, sendJson, startLoopback } from './loopback.ts'
import { type OAuthDoubleOptions, OAuthSessionDouble } from './oauth-session.ts'
import { officialSession } from './official-session.ts'
import type { Script } from './place.ts'
import { type Api, atprotoApi, DID, HANDLE } from './subjects.ts'
import { type CommonOptions, newAtproto } from './clients.ts'

export const OAUTH_TOKEN = 'oauth-access-5e1f9c77d0b24b0f'
export const OAUTH_REFRESH = 'oauth-refresh-0a9b8c7d6e5f4a3b'

/** The sessions that a client is given: the double, and the official class over a store that is made up. */
export const OAUTH_SESSIONS: readonly [name: string, open: (options: OAuthDoubleOptions) => SessionLike][] = [
  ['the double', (options) => new OAuthSessionDouble(options)],
  ['the official class', (options) => officialSession(options)],
]

/** A client with the session of an OAuth client, and what became of the session. */
export interface OAuthPlace extends AsyncDisposable {
  readonly client: AtprotoClient
  readonly api: Api
  readonly session: SessionLike
  readonly home: Loopback
  readonly elsewhere: Loopback
  /** Events of the session, in order. */
  readonly events: string[]
}

type Options = CommonOptions &
  Pick<OAuthDoubleOptions, 'isStale' | 'renew'> & {
    /** Whether the client gets no session. Default: false. */
    readonly isLoggedOut?: boolean
  }

/** Opens two servers and a client with a session for the first of them. */
export async function openOAuth(
  open: (options: OAuthDoubleOptions) => SessionLike,
  script: Script,
  { isStale, renew, isLoggedOut = false, ...options }: Options = {},
): Promise<OAuthPlace> {
  const elsewhere = await startLoopback((_, response) => sendJson(response, {}))
  const home = await startLoopback((request, response) =>
    script(request, response, { home: home.url, elsewhere: elsewhere.url }),
  )
  const session = open({
    did: DID,
    aud: home.url,
    accessToken: OAUTH_TOKEN,
    refreshToken: OAUTH_REFRESH,
    ...(isStale !== undefined && { isStale }),
    ...(renew && { renew }),
  })
  const events: string[] = []
  const client = newAtproto({
    retry: { limit: 2, initialDelay: 1, maxDelay: 20 },
    ...options,
    ...(!isLoggedOut && { session }),
    onSession: (event) => void events.push(event),
  })
  return {
    client,
    api: atprotoApi(client),
    session,
    home,
    elsewhere,
    events,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]()
      await elsewhere[Symbol.asyncDispose]()
    },
  }
}

/** Responds to everything with a profile and an empty timeline in one. */
export const serve: Script = (_, response) => sendJson(response, { feed: [], did: DID, handle: HANDLE })
