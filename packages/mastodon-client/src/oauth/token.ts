import { kindOf, validationError } from '@typefed/core/internal'
import type { AppCredentials } from './app.ts'
import { endpointsOf } from './discover.ts'
import { request } from './request.ts'
import type { OAuthServer } from './server.ts'

/** An access token, as the server gives it. */
export interface AccessToken {
  readonly access_token: string
  readonly token_type?: string
  /** The granted scopes, separated by spaces. */
  readonly scope?: string
  /** Seconds since 1970. */
  readonly created_at?: number
  /** Seconds that it lasts; Mastodon's last until they are revoked. */
  readonly expires_in?: number
  readonly refresh_token?: string
}

export interface CodeExchange {
  readonly app: AppCredentials
  /** The code that the user came back with: see `readCallback`. */
  readonly code: string
  /** The same as in `authorizeUrl`. */
  readonly redirectUri: string
  /** The verifier that `authorizeUrl` returned. */
  readonly codeVerifier?: string | undefined
}

/** Trades the code that a user came back with for a token. A code can be used once, within ten minutes. */
export function exchangeCode(server: OAuthServer, exchange: CodeExchange): Promise<AccessToken> {
  const { app, code, redirectUri, codeVerifier } = exchange
  const fields = { code, redirect_uri: redirectUri, code_verifier: codeVerifier }
  return requestToken(server, 'exchangeCode', 'authorization_code', app, fields)
}

/**
 * Gets a new token for one that expires, on servers that give a `refresh_token` (Pixelfed, Mitra). A refresh token may
 * be used once: the response holds the next one, or else the same goes on.
 *
 * Throws ResponseError `invalid_grant` if it no longer counts, and ValidationError if there is none.
 */
export function refreshToken(
  server: OAuthServer,
  { app, refreshToken: token }: { readonly app: AppCredentials; readonly refreshToken: string | undefined },
): Promise<AccessToken> {
  if (!token) throw validationError('refreshToken', ['refreshToken'], 'a string', kindOf(token))
  return requestToken(server, 'refreshToken', 'refresh_token', app, { refresh_token: token })
}

export interface ClientCredentialsOptions {
  readonly app: AppCredentials
  readonly scopes?: readonly string[] | undefined
  /** One of those that the client was registered with. GoToSocial wants one, Mastodon does not. */
  readonly redirectUri?: string | undefined
}

/** Gets a token of the client itself, for calls that need no user. */
export function clientCredentials(
  server: OAuthServer,
  { app, scopes, redirectUri }: ClientCredentialsOptions,
): Promise<AccessToken> {
  const fields = { scope: scopes?.join(' '), redirect_uri: redirectUri }
  return requestToken(server, 'clientCredentials', 'client_credentials', app, fields)
}

/** Gives a token back, so that it no longer works. A token that no longer works is no error. */
export async function revoke(
  server: OAuthServer,
  { app, token }: { readonly app: AppCredentials; readonly token: string },
): Promise<void> {
  const { revoke } = await endpointsOf(server)
  await request(server, revoke, {
    name: 'revoke',
    form: { ...credentialsOf(app), token },
  })
}

async function requestToken(
  server: OAuthServer,
  name: string,
  grantType: string,
  app: AppCredentials,
  fields: object,
): Promise<AccessToken> {
  const { token } = await endpointsOf(server)
  const response = await request(server, token, {
    name,
    strings: ['access_token'],
    form: { grant_type: grantType, ...credentialsOf(app), ...fields },
  })
  return response as AccessToken
}

function credentialsOf({ client_id, client_secret }: AppCredentials): AppCredentials {
  return { client_id, client_secret }
}
