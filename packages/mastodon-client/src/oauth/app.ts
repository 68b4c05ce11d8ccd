import { endpointsOf } from './discover.ts'
import { request } from './request.ts'
import type { OAuthServer } from './server.ts'

/** What a client shows to be itself. `client_secret` belongs in no log and in no public code. */
export interface AppCredentials {
  readonly client_id: string
  readonly client_secret: string
}

/** A registration, as the server tells it this once. */
export interface RegisteredApp extends AppCredentials {
  readonly id?: string
  readonly name?: string
  readonly website?: string | null
  readonly scopes?: readonly string[]
  readonly redirect_uri?: string
  readonly redirect_uris?: readonly string[]
  /** Seconds since 1970, 0 for never. */
  readonly client_secret_expires_at?: number
}

export interface AppRegistration {
  /** What users see when they are asked to consent, and beside posts. */
  readonly clientName: string
  /** Where users may be sent back to. `urn:ietf:wg:oauth:2.0:oob` has the server show the code instead. */
  readonly redirectUris: string | readonly string[]
  /** All that the client will ever ask for. Default: the server's, `read`. */
  readonly scopes?: readonly string[] | undefined
  readonly website?: string | undefined
}

/** Registers a client. To be done once for each server; the answer is to be kept. */
export async function registerApp(server: OAuthServer, app: AppRegistration): Promise<RegisteredApp> {
  const { register } = await endpointsOf(server)
  const response = await request(server, register, {
    name: 'registerApp',
    strings: ['client_id', 'client_secret'],
    form: {
      client_name: app.clientName,
      // Servers before 4.3 do not take a list.
      redirect_uris: [app.redirectUris].flat().join('\n'),
      scopes: app.scopes?.join(' '),
      website: app.website,
    },
  })
  return response as RegisteredApp
}
