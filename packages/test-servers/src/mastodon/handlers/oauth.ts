import { createHash, randomUUID } from 'node:crypto'
import { Answer, Refusal, unprocessable } from '../answer.ts'
import { covers, scopesAt } from '../auth.ts'
import { type Call, caller, type Handler, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { viewAccount } from '../world/accounts.ts'
import { existsIn } from '../version.ts'
import type { AppRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { issueToken } from './tokens.ts'

const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob'
const TEN_MINUTES = 600_000

/** What tokens that the sandbox itself made belong to. */
const OWN_APP: AppRecord = {
  id: '1',
  name: 'sandbox',
  website: null,
  clientId: 'sandbox',
  clientSecret: '',
  redirectUris: [OUT_OF_BAND],
  scopes: [],
}

/** Registers a client. */
export function addApp(
  world: World,
  name: string,
  redirectUris: readonly string[],
  scopes: readonly string[],
): AppRecord {
  const app: AppRecord = {
    id: world.nextId(),
    name,
    website: null,
    clientId: `sandbox-client-${randomUUID()}`,
    clientSecret: `sandbox-secret-${randomUUID()}`,
    redirectUris,
    scopes,
  }
  world.apps.set(app.clientId, app)
  return app
}

function viewApp({ world }: Call, app: AppRecord): Json {
  return world.draft('Application', {
    id: app.id,
    name: app.name,
    website: app.website,
    scopes: app.scopes,
    redirect_uris: app.redirectUris,
    redirect_uri: app.redirectUris.join('\n'),
    vapid_key: 'sandbox',
  })
}

function wordsOf(scopes: unknown): string[] {
  return (text(scopes) ?? 'read').split(/\s+/).filter((scope) => scope !== '')
}

/** Scopes of a text, checked. @throws Refusal when the server does not know one, or the client did not register it */
function scopesIn(call: Call, wanted: unknown, app: AppRecord): string[] {
  const scopes = wordsOf(wanted)
  const known = scopesAt(call.world.document, call.identity.version)
  const wrong = scopes.some(
    (scope) => !known.includes(scope) || !covers(call.world.document, app.scopes, scope),
  )
  if (wrong) throw oauthError(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.')
  return scopes
}

function oauthError(status: number, error: string, description: string): Refusal {
  return new Refusal(status, error, { error_description: description })
}

/** The client whose credentials come by HTTP Basic or else in the body; undefined where they are wrong. */
function clientOf({ headers, body, world }: Call): AppRecord | undefined {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1]
  const [id, ...secret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : []
  const given = basic ? { id, secret: secret.join(':') } : { id: body.client_id, secret: body.client_secret }
  const app = world.apps.get(text(given.id) ?? '')
  return app?.clientSecret === given.secret ? app : undefined
}

const createApp: Handler = (call) => {
  const { redirect_uris: given, client_name: name, website } = call.body
  const uris = Array.isArray(given) ? strings(given) : (text(given) ?? '').split(/\s+/)
  const wrong = uris.find((uri) => !URL.canParse(uri))
  if (wrong !== undefined) throw unprocessable('Redirect URI must be an absolute URI.')
  const known = scopesAt(call.world.document, call.identity.version)
  const scopes = wordsOf(call.body.scopes)
  if (!scopes.every((scope) => known.includes(scope))) {
    throw unprocessable("Scopes doesn't match configured on the server.")
  }
  const app = addApp(call.world, text(name) ?? '', uris, scopes)
  app.website = text(website) ?? null
  return {
    ...viewApp(call, app),
    client_id: app.clientId,
    client_secret: app.clientSecret,
    client_secret_expires_at: 0,
  }
}

const authorize: Handler = (call) => {
  const { query, world } = call
  const app = world.apps.get(text(query.client_id) ?? '')
  const redirectUri = text(query.redirect_uri) ?? ''
  if (!app) throw oauthError(400, 'invalid_client', 'Client authentication failed due to unknown client.')
  if (!app.redirectUris.includes(redirectUri)) {
    throw oauthError(400, 'invalid_redirect_uri', 'The redirect URI included is not valid.')
  }
  const challenge = text(query.code_challenge)
  if (challenge !== undefined && query.code_challenge_method !== 'S256') {
    throw oauthError(400, 'invalid_code_challenge_method', 'The code challenge method must be S256.')
  }
  const code = `sandbox-code-${randomUUID()}`
  const [first] = world.accounts.keys()
  world.grants.set(code, {
    clientId: app.clientId,
    accountId: first ?? '',
    scopes: scopesIn(call, query.scope, app),
    redirectUri,
    challenge,
    expiresAt: Date.now() + TEN_MINUTES,
  })
  if (redirectUri === OUT_OF_BAND)
    return new Answer(200, `<!doctype html><p><code>${code}</code></p>`, {}, 'text/html')
  const to = new URL(redirectUri)
  to.searchParams.set('code', code)
  const state = text(query.state)
  if (state !== undefined) to.searchParams.set('state', state)
  // The sandbox says yes in place of the person whom the page would ask.
  return new Answer(302, undefined, { location: to.href })
}

function tradeCode(call: Call, app: AppRecord): Json {
  const { body, world } = call
  const code = text(body.code) ?? ''
  const grant = world.grants.get(code)
  // A code works once, also when it is refused.
  world.grants.delete(code)
  const verifier = text(body.code_verifier)
  const fits =
    grant !== undefined &&
    grant.clientId === app.clientId &&
    grant.redirectUri === body.redirect_uri &&
    grant.expiresAt > Date.now() &&
    (grant.challenge === undefined ||
      (verifier !== undefined &&
        createHash('sha256').update(verifier).digest('base64url') === grant.challenge))
  if (!fits) {
    throw oauthError(
      400,
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked, or was issued to another client.',
    )
  }
  return issueToken(world, app.clientId, grant.accountId, grant.scopes)
}

const createToken: Handler = (call) => {
  const app = clientOf(call)
  if (!app) throw oauthError(401, 'invalid_client', 'Client authentication failed due to unknown client.')
  if (call.body.grant_type === 'authorization_code') return tradeCode(call, app)
  return issueToken(call.world, app.clientId, undefined, scopesIn(call, call.body.scope, app))
}

const revokeToken: Handler = (call) => {
  const app = clientOf(call)
  const token = call.world.tokens.get(text(call.body.token) ?? '')
  if (!app || (token && token.clientId !== app.clientId))
    throw oauthError(403, 'unauthorized_client', 'You are not authorized to revoke this token')
  if (token) {
    call.world.tokens.delete(token.value)
    call.world.tell({ type: 'revoked', token: token.value })
  }
  return {}
}

const userInfo: Handler = (call) => {
  const account = caller(call)
  const { url, avatar } = viewAccount(call.world, account)
  return {
    iss: `${call.world.url}/`,
    sub: `${call.world.url}/users/${account.username}`,
    name: account.displayName,
    preferred_username: account.username,
    profile: url,
    picture: avatar,
  }
}

export const oauth: Handlers = {
  createApp,
  authorize,
  createToken,
  revokeToken,
  getUserInfo: userInfo,
  postUserInfo: userInfo,
  verifyAppCredentials: (call) => {
    const app = call.world.apps.get(call.token?.clientId ?? '')
    return viewApp(call, app ?? { ...OWN_APP, scopes: call.token?.scopes ?? [] })
  },
  getOAuthServerMetadata: ({ world, identity }) => ({
    issuer: `${world.url}/`,
    service_documentation: 'https://docs.joinmastodon.org/',
    authorization_endpoint: `${world.url}/oauth/authorize`,
    token_endpoint: `${world.url}/oauth/token`,
    app_registration_endpoint: `${world.url}/api/v1/apps`,
    revocation_endpoint: `${world.url}/oauth/revoke`,
    userinfo_endpoint: `${world.url}/oauth/userinfo`,
    scopes_supported: scopesAt(world.document, identity.version),
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: existsIn(identity.version, { since: '4.3.0', until: undefined })
      ? ['S256']
      : [],
  }),
}
